//! A transcript and the session it records, as it is sealed. Names of speakers never get here, only their labels; a
//! translation stands beside a turn as a text of its own (`Act::Translate`).

/// The format that is written now. Readers for every format are kept for ever.
pub const FORMAT: u32 = 1;

/// One focus group or interview.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// The number of this format.
    pub format: u32,
    /// What staff call it.
    pub title: String,
    /// What it was: `group` or `interview`.
    pub kind: String,
    /// ISO week, `2026-W47`: the finest time that is kept.
    #[serde(default)]
    pub week: String,
    /// Id of its wave.
    #[serde(default)]
    pub wave: Option<String>,
    /// Id of its site.
    #[serde(default)]
    pub site: Option<String>,
    /// Language tag of what was said.
    pub language: String,
    /// Id of the instrument that was its discussion guide.
    #[serde(default)]
    pub guide: Option<String>,
    /// Facts about the group: name and value.
    #[serde(default)]
    pub attributes: Vec<(String, String)>,
    /// What the people in it agreed to.
    #[serde(default)]
    pub consent: Consent,
    /// The turns, in order.
    pub turns: Vec<Turn>,
}

/// How far the words may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// Read and counted by the team; nobody is quoted.
    #[default]
    Counted,
    /// Quoted inside the team and to funders, not in public.
    QuotedInside,
    /// Quoted in public without a name.
    Quoted,
}

impl Consent {
    /// All, the narrowest first.
    pub const ALL: &[Self] = &[Self::Counted, Self::QuotedInside, Self::Quoted];

    /// The name in forms and in the keys of words (`consent-quoted`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::QuotedInside => "quoted-inside",
            Self::Quoted => "quoted",
        }
    }

    /// Reads what [`Consent::name`] wrote.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scope| scope.name() == name)
    }
}

/// What one person said before somebody else spoke.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Turn {
    /// The speaker's label: `Participant 1`.
    pub speaker: String,
    /// Whether the speaker led the group: a moderator's words are no finding.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leads: bool,
    /// The words.
    pub text: String,
    /// Milliseconds from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<u64>,
    /// Milliseconds from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<u64>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        use zeroize::Zeroize;
        self.text.zeroize();
    }
}
