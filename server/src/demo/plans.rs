//! What the demo consists of. Everything is invented.

use instruments::Audience;

use super::turnout::Known;
use crate::linking::Way;
use crate::waves::wording::Class;

/// The instrument of the clients' study; the others are from the library.
pub const OUTCOMES: &str = include_str!("words/outcomes.toml");

/// One study.
pub struct Plan {
    /// Its name.
    pub name: &'static str,
    /// Its sites.
    pub sites: &'static [&'static str],
    /// Instruments by their ids.
    pub instruments: &'static [&'static str],
    /// Whether two people have coded its words, and something of it is out.
    pub coded: bool,
    /// How the waves of an audience are joined.
    pub joined: Option<(Audience, Way)>,
    /// Its waves.
    pub rounds: &'static [Round],
    /// Wordings that changed before a wave.
    pub rewordings: &'static [Rewording],
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
    /// Who answered each instrument: how many, where nobody knows them.
    pub answered: &'static [(&'static str, usize, Known)],
}

/// One wording that changed.
pub struct Rewording {
    /// The instrument.
    pub instrument: &'static str,
    /// Before which wave, from 0.
    pub before: usize,
    /// What stood there.
    pub from: &'static str,
    /// What stands there now.
    pub to: &'static str,
    /// The question.
    pub unit: &'static str,
    /// What the coordinator said about it; nothing while it waits.
    pub class: Option<Class>,
}

impl Round {
    /// Who answered an instrument; nothing when it was not asked.
    pub fn people(&self, instrument: &str) -> Option<(usize, Known)> {
        let found = self.answered.iter().find(|(name, ..)| *name == instrument);
        found.map(|(_, people, known)| (*people, *known))
    }
}

const fn quarter(name: &'static str, starts_on: &'static str, week: &'static str, open: bool) -> Round {
    Round { name, starts_on, week, open, answered: &[("client-outcomes", 0, Known::Cards)] }
}

/// All studies.
pub const PLANS: &[Plan] = &[
    Plan {
        name: "River parishes housing 2026",
        sites: &["Upriver", "Midtown", "Lakeside"],
        instruments: &["survivor-housing", "housing-provider", "housing-advocate", "resource-listing"],
        coded: true,
        joined: None,
        rounds: &[
            Round {
                name: "2024",
                starts_on: "2024-06-03",
                week: "2024-W25",
                open: false,
                answered: &[
                    ("survivor-housing", 150, Known::Nobody),
                    ("housing-provider", 0, Known::Roster),
                    ("housing-advocate", 104, Known::Nobody),
                ],
            },
            Round {
                name: "2026",
                starts_on: "2026-10-05",
                week: "2026-W42",
                open: true,
                answered: &[
                    ("survivor-housing", 141, Known::Nobody),
                    ("housing-provider", 0, Known::Roster),
                    ("housing-advocate", 97, Known::Nobody),
                    ("resource-listing", 0, Known::Nobody),
                ],
            },
        ],
        rewordings: &[
            Rewording {
                instrument: "housing-provider",
                before: 1,
                from: "When a resident needs more time, how often can the stay be extended?",
                to: "When somebody needs to stay longer, how often do you make that possible?",
                unit: "extension",
                class: None,
            },
            Rewording {
                instrument: "housing-provider",
                before: 1,
                from: "On how many of the last 30 nights were you full?",
                to: "On how many of the last 30 nights were all your beds taken?",
                unit: "nights_full",
                class: Some(Class::Cosmetic),
            },
        ],
    },
    Plan {
        name: "Regional summits",
        sites: &["North", "Northeast", "Central", "East", "West", "South", "Coast"],
        instruments: &["wilder-cfi", "summit-training"],
        coded: false,
        joined: Some((Audience::Professionals, Way::Codes)),
        rounds: &[
            Round {
                name: "Spring 2026",
                starts_on: "2026-03-02",
                week: "2026-W11",
                open: false,
                answered: &[("wilder-cfi", 91, Known::Nobody), ("summit-training", 49, Known::Nobody)],
            },
            Round {
                name: "Fall 2026",
                starts_on: "2026-10-12",
                week: "2026-W43",
                open: true,
                answered: &[("wilder-cfi", 84, Known::Nobody), ("summit-training", 44, Known::Nobody)],
            },
        ],
        rewordings: &[],
    },
    Plan {
        name: "Client outcomes 2026",
        sites: &["Upriver", "Midtown"],
        instruments: &["client-outcomes"],
        coded: false,
        joined: Some((Audience::Survivors, Way::Cards)),
        rounds: &[
            quarter("January 2026", "2026-01-12", "2026-W04", false),
            quarter("April 2026", "2026-04-13", "2026-W17", false),
            quarter("July 2026", "2026-07-13", "2026-W30", false),
            quarter("October 2026", "2026-10-12", "2026-W43", true),
        ],
        rewordings: &[Rewording {
            instrument: "client-outcomes",
            before: 2,
            from: "{ code = \"others\",",
            to: "{ code = \"shelter\", text = { en = \"A shelter\", es = \"Un refugio\" } },\n  { code = \"others\",",
            unit: "home",
            class: Some(Class::Options),
        }],
    },
];
