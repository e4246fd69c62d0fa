//! What the demo consists of. Everything is invented.

/// One study.
pub struct Plan {
    /// Its name.
    pub name: &'static str,
    /// Its sites.
    pub sites: &'static [&'static str],
    /// Instruments from the library.
    pub instruments: &'static [&'static str],
    /// Whether two people have coded its words.
    pub coded: bool,
    /// Its waves.
    pub rounds: &'static [Round],
}

/// One wave.
pub struct Round {
    /// Its name.
    pub name: &'static str,
    /// Its first day.
    pub starts_on: &'static str,
    /// The week that its answers carry.
    pub week: &'static str,
    /// Whether it still takes answers.
    pub open: bool,
    /// How many people answered each instrument.
    pub answered: &'static [(&'static str, usize)],
}

impl Round {
    /// How many people answered an instrument; none when it was not asked.
    pub fn people(&self, instrument: &str) -> Option<usize> {
        self.answered.iter().find(|(name, _)| *name == instrument).map(|(_, people)| *people)
    }
}

/// Both studies.
pub const PLANS: &[Plan] = &[
    Plan {
        name: "River parishes housing 2026",
        sites: &["Upriver", "Midtown", "Lakeside"],
        instruments: &["survivor-housing", "housing-provider", "housing-advocate", "resource-listing"],
        coded: true,
        rounds: &[
            Round {
                name: "2024",
                starts_on: "2024-06-03",
                week: "2024-W25",
                open: false,
                answered: &[("survivor-housing", 48), ("housing-provider", 40), ("housing-advocate", 52)],
            },
            Round {
                name: "2026",
                starts_on: "2026-10-05",
                week: "2026-W42",
                open: true,
                answered: &[
                    ("survivor-housing", 30),
                    ("housing-provider", 20),
                    ("housing-advocate", 25),
                    ("resource-listing", 0),
                ],
            },
        ],
    },
    Plan {
        name: "Regional summits",
        sites: &["North", "Northeast", "Central", "East", "West", "South", "Coast"],
        instruments: &["wilder-cfi", "summit-training"],
        coded: false,
        rounds: &[
            Round {
                name: "Spring 2026",
                starts_on: "2026-03-02",
                week: "2026-W11",
                open: false,
                answered: &[("wilder-cfi", 56), ("summit-training", 49)],
            },
            Round {
                name: "Fall 2026",
                starts_on: "2026-10-12",
                week: "2026-W43",
                open: true,
                answered: &[("wilder-cfi", 35), ("summit-training", 28)],
            },
        ],
    },
];
