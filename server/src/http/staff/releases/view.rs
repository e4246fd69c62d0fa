//! What the pages of releases show.

use std::sync::Arc;

use crate::http::staff::Member;
use crate::release::{Choice, Outlook, Quoted};
use crate::report::Document;
use crate::store::releases;
use crate::store::reviewers::Reviewer;
use crate::store::roster::Organisation;
use crate::waves::{Item, Series};

/// All releases.
#[derive(Clone, Debug)]
pub struct List {
    /// Who looks.
    pub member: Member,
    /// Whether the person may prepare one.
    pub may_prepare: bool,
    /// Those that are out in their order, then the others, where the person may see them.
    pub releases: Vec<Entry>,
}

/// One release in the list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it is on its way.
    pub release: releases::Release,
    /// What it is called.
    pub title: String,
    /// Whether it is a draft that was worked out.
    pub ready: bool,
    /// Everybody who made it.
    pub made_by: String,
    /// Who decided.
    pub decided_by: String,
    /// Who invited the reviewer from outside that decided.
    pub invited_by: String,
    /// Whom its tables count; of those that are out.
    pub tables: Vec<Outlook>,
}

/// The form.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// Who chooses.
    pub member: Member,
    /// The release, where it is there already.
    pub release: Option<String>,
    /// What is chosen so far.
    pub choice: Choice,
    /// Names the choice that the form begins from; empty where there is none yet.
    pub digest: String,
    /// Instruments with answers.
    pub series: Vec<Arc<Series>>,
    /// Constructs that several instruments ask, each with an item that does.
    pub constructs: Vec<(String, Item)>,
    /// Organisations of the study.
    pub organisations: Vec<Organisation>,
    /// Codes: id and name.
    pub codes: Vec<(String, String)>,
    /// Quotes that were approved and may be public.
    pub quotes: Vec<Quoted>,
}

/// One release.
#[derive(Clone, Debug)]
pub struct Release {
    /// Who looks.
    pub member: Member,
    /// Where it is on its way.
    pub release: releases::Release,
    /// What was chosen.
    pub choice: Choice,
    /// What it says, in each of its languages; nothing while it is planned.
    pub documents: Vec<Document>,
    /// Names the document in the decision, so that nobody decides about another one than they saw.
    pub digest: String,
    /// What is hidden and why.
    pub tables: Vec<Outlook>,
    /// How far planning is.
    pub progress: Option<(usize, usize)>,
    /// Whether planning failed.
    pub failed: bool,
    /// Why it is no longer what was planned: the last part of an error's code; empty where it is.
    pub stale: &'static str,
    /// Everybody who made it.
    pub made_by: String,
    /// Who decided.
    pub decided_by: String,
    /// Why it was refused.
    pub reason: String,
    /// Who invited the reviewer from outside that decided.
    pub invited_by: String,
    /// Whether that person had made it, too.
    pub invited_by_maker: bool,
    /// Whether that person may not approve it, be it as its maker, or because one of them let the other in.
    pub invited_by_brought: bool,
    /// Whether the person is among those who made it.
    pub own: bool,
    /// Whether the person let somebody of these in, or came by them, and so approves nothing.
    pub brought: bool,
    /// Whether the person may invite a reviewer from outside.
    pub may_invite: bool,
    /// Whether the person may decide.
    pub may_decide: bool,
    /// Whether the person may throw it away.
    pub may_drop: bool,
    /// Whether the person may prepare one.
    pub may_prepare: bool,
    /// The reviewer from outside who was invited.
    pub reviewer: Option<Reviewer>,
    /// The page that a reviewer from outside opens.
    pub door: String,
    /// Where it is out: the address of its page.
    pub address: String,
    /// Names of its files.
    pub files: Vec<String>,
}

impl Release {
    /// Whether it is a draft that was worked out.
    pub fn is_ready(&self) -> bool {
        self.release.state == releases::State::Draft && !self.documents.is_empty()
    }

    /// Whether people are all of one answer somewhere, so that somebody must look before it goes on.
    pub fn one_sided(&self) -> bool {
        self.tables.iter().any(|table| !table.one_sided.is_empty())
    }

    /// Whether nothing would be public but its frame.
    pub fn says_nothing(&self) -> bool {
        self.choice.is_left_empty(&self.tables)
    }
}

/// What a reviewer from outside sees.
#[derive(Clone, Debug)]
pub struct Review {
    /// The reviewer's name.
    pub name: String,
    /// What would be published, in each of its languages.
    pub documents: Vec<Document>,
    /// Names the document in the decision.
    pub digest: String,
}
