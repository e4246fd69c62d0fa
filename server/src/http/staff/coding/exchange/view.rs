//! What the pages of exchange show.

use crate::exchange::refi_qda::{Counted, Loss};
use crate::http::staff::Member;

/// What can go out.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Whether the person may bring files in.
    pub may_bring: bool,
    /// Sources, selections, codings and codes that would go out.
    pub counts: [usize; 4],
    /// What a project file would not carry.
    pub losses: Vec<Loss>,
}

/// What a file would bring.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Who looks.
    pub member: Member,
    /// Under what it is kept.
    pub upload: String,
    /// Its name.
    pub name: String,
    /// The program that wrote it.
    pub origin: String,
    /// New texts, codes, codings and memos.
    pub counts: [usize; 4],
    /// How much is here already.
    pub known: usize,
    /// What does not come along, or was mended.
    pub losses: Vec<Loss>,
    /// How characters were counted, where the file has selections.
    pub counted: Option<Counted>,
    /// The first codes: depth and name.
    pub codes: Vec<(usize, String)>,
}
