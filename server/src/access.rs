//! Who may do what in a study: one table of role × action, shown in the app as it stands here. Each route of the staff
//! plane names the action it asks for (`http::staff::routes`), and handlers ask once more through `Member::may`. To add
//! an action: a variant, its row in [`ROWS`], its words `action-…` in the locales.

/// What a person is in one study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Answers for the study and may do everything in it.
    Owner,
    /// Runs it: people, instruments, waves, links. Sees figures, not anybody's own words.
    Coordinator,
    /// Works with the answers.
    Researcher,
    /// Reads open answers to code them.
    Coder,
    /// Looks at figures.
    Reader,
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See that the study is there, its state and counts.
    SeeStudy,
    /// Change name, time zone, help lines; clone it.
    ChangeSettings,
    /// Invite, change roles, give and take keys.
    ManagePeople,
    /// Edit instruments, preview and check them, exchange words with translators.
    DesignInstruments,
    /// Publish a version.
    Publish,
    /// Waves, sites, links, codes, posters; open, extend, close.
    RunCollections,
    /// Key answers in from paper.
    KeyPaper,
    /// See figures (needs an unlocked study).
    SeeResults,
    /// Read open answers, and mark those that tell of danger (needs an unlocked study).
    ReadAnswers,
    /// Code passages, write memos, look at themes (needs an unlocked study).
    Code,
    /// Make, reword, move, merge, split and retire codes.
    KeepCodebook,
    /// Bring transcripts in, change their record, take them out.
    BringSources,
    /// Draw rounds of coding, settle disagreements.
    RunRounds,
    /// See how far rounds are, and end one when somebody left.
    CloseRounds,
    /// Replace words of answers and transcripts by labels, for good.
    Redact,
    /// Decide about quotes that somebody else proposed.
    ApproveQuotes,
    /// Choose what is to be published, see what is hidden, hand it to a second person.
    PrepareReleases,
    /// Decide about a release that somebody else prepared.
    ApproveReleases,
    /// Take answers out as a file.
    Export,
    /// Say that somebody else may take answers out.
    ApproveExports,
    /// Bring earlier answers in, and undo that.
    Import,
    /// Set the last day on which answers are kept; end a legal hold.
    SetRetention,
    /// Confirm the last day that somebody else set.
    ConfirmRetention,
    /// Stop the purge by a legal hold.
    HoldPurge,
    /// Read the record of what was done.
    SeeAudit,
}

use Action::*;
use Role::*;

/// The table: each action with the roles that may do it.
const ROWS: &[(Action, &[Role])] = &[
    (SeeStudy, &[Owner, Coordinator, Researcher, Coder, Reader]),
    (SeeResults, &[Owner, Coordinator, Researcher, Coder, Reader]),
    (ReadAnswers, &[Owner, Researcher, Coder]),
    (Code, &[Owner, Researcher, Coder]),
    (KeepCodebook, &[Owner, Researcher]),
    (BringSources, &[Owner, Researcher]),
    (RunRounds, &[Owner, Researcher]),
    (CloseRounds, &[Owner, Coordinator, Researcher]),
    (Redact, &[Owner, Researcher]),
    (ApproveQuotes, &[Owner, Researcher]),
    (PrepareReleases, &[Owner, Coordinator, Researcher]),
    (ApproveReleases, &[Owner, Coordinator]),
    (Export, &[Owner, Researcher]),
    (ApproveExports, &[Owner, Coordinator]),
    (Import, &[Owner, Coordinator, Researcher]),
    (KeyPaper, &[Owner, Coordinator, Researcher]),
    (DesignInstruments, &[Owner, Coordinator, Researcher]),
    (Publish, &[Owner, Coordinator]),
    (RunCollections, &[Owner, Coordinator]),
    (ChangeSettings, &[Owner, Coordinator]),
    (ManagePeople, &[Owner, Coordinator]),
    (SetRetention, &[Owner]),
    (ConfirmRetention, &[Owner, Coordinator]),
    (HoldPurge, &[Owner, Coordinator]),
    (SeeAudit, &[Owner, Coordinator]),
];

/// Whether the table allows it.
pub fn allows(role: Role, action: Action) -> bool {
    ROWS.iter().any(|(row, roles)| *row == action && roles.contains(&role))
}

impl Role {
    /// All roles, from the one that may most.
    pub const ALL: &[Self] = &[Owner, Coordinator, Researcher, Coder, Reader];

    /// The name in the database, in forms and in the keys of words (`role-owner`).
    pub fn name(self) -> &'static str {
        match self {
            Owner => "owner",
            Coordinator => "coordinator",
            Researcher => "researcher",
            Coder => "coder",
            Reader => "reader",
        }
    }

    /// Reads what [`Role::name`] wrote.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == name)
    }

    /// Whether this role needs the study's key for what it may do.
    pub fn needs_key(self) -> bool {
        [SeeResults, ReadAnswers, Export].into_iter().any(|action| allows(self, action))
    }

    /// Whether somebody of this role may give `other` to a person, or take it away: nobody raises above themselves.
    pub fn may_give(self, other: Self) -> bool {
        allows(self, ManagePeople) && self <= other
    }
}

impl Action {
    /// All actions, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|(action, _)| *action)
    }

    /// The name in the keys of words (`action-see-study`).
    pub fn name(self) -> &'static str {
        match self {
            SeeStudy => "see-study",
            ChangeSettings => "change-settings",
            ManagePeople => "manage-people",
            DesignInstruments => "design-instruments",
            Publish => "publish",
            RunCollections => "run-collections",
            KeyPaper => "key-paper",
            SeeResults => "see-results",
            ReadAnswers => "read-answers",
            Code => "code",
            KeepCodebook => "keep-codebook",
            BringSources => "bring-sources",
            RunRounds => "run-rounds",
            CloseRounds => "close-rounds",
            Redact => "redact",
            ApproveQuotes => "approve-quotes",
            PrepareReleases => "prepare-releases",
            ApproveReleases => "approve-releases",
            Export => "export",
            ApproveExports => "approve-exports",
            Import => "import",
            SetRetention => "set-retention",
            ConfirmRetention => "confirm-retention",
            HoldPurge => "hold-purge",
            SeeAudit => "see-audit",
        }
    }
}

#[cfg(test)]
mod tests {
    //! An owner, a coordinator, a researcher, a coder and a reader share a study.

    use super::*;

    /// Written a second time, by hand, so that a slip in the table above is noticed.
    const EXPECTED: &[(Action, &str)] = &[
        (SeeStudy, "yyyyy"),
        (SeeResults, "yyyyy"),
        (ReadAnswers, "y-yy-"),
        (Code, "y-yy-"),
        (KeepCodebook, "y-y--"),
        (BringSources, "y-y--"),
        (RunRounds, "y-y--"),
        (CloseRounds, "yyy--"),
        (Redact, "y-y--"),
        (ApproveQuotes, "y-y--"),
        (PrepareReleases, "yyy--"),
        (ApproveReleases, "yy---"),
        (Export, "y-y--"),
        (ApproveExports, "yy---"),
        (Import, "yyy--"),
        (KeyPaper, "yyy--"),
        (DesignInstruments, "yyy--"),
        (Publish, "yy---"),
        (RunCollections, "yy---"),
        (ChangeSettings, "yy---"),
        (ManagePeople, "yy---"),
        (SetRetention, "y----"),
        (ConfirmRetention, "yy---"),
        (HoldPurge, "yy---"),
        (SeeAudit, "yy---"),
    ];

    #[test]
    fn each_role_may_do_exactly_what_the_table_says() {
        assert_eq!(Action::all().count(), EXPECTED.len());
        for (action, row) in EXPECTED {
            let found: String = Role::ALL.iter().map(|role| if allows(*role, *action) { 'y' } else { '-' }).collect();
            assert_eq!(found, *row, "{action:?}");
        }
    }

    #[test]
    fn nobody_gives_a_role_above_their_own() {
        assert!(Owner.may_give(Owner) && Coordinator.may_give(Coordinator) && Coordinator.may_give(Reader));
        assert!(!Coordinator.may_give(Owner), "a coordinator makes no owner");
        assert!(!Researcher.may_give(Reader), "a researcher manages nobody");
    }

    #[test]
    fn names_of_roles_are_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(*role));
        }
        assert_eq!(Role::named("administrator"), None);
    }
}
