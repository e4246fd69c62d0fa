//! Splitting a code, the first step: into which codes, some of them perhaps new. Which of its codings goes where is left
//! to [`super::deal`].

use axum::extract::Path;
use axum::response::{Html, Redirect};

use super::code::choices;
use super::words::{fits_name, rarest};
use super::{Bench, Named, Shared};
use crate::access::Action;
use crate::coding::codebook::Origin;
use crate::coding::event::Id;
use crate::coding::{Act, Draft};
use crate::http::staff::{Around, Fields, Member};
use crate::{Error, Result, chance};

/// Names of new codes that the form offers.
pub const NEW: usize = 4;

/// The page that chooses codes.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The code to be split.
    pub code: Named,
    /// Codes that may be among those it becomes.
    pub others: Vec<(usize, Named)>,
    /// Those that it was split into before.
    pub chosen: Vec<Id>,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, code)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let named = bench.named(&code)?;
    let view = {
        let desk = bench.workspace.read();
        let found = desk.coding.codebook.active(&code).ok_or(Error::Conflict("code-not-in-use"))?;
        let mut others = choices(&desk, None);
        others.retain(|(_, other)| other.id != code);
        View { member: bench.member.clone(), chosen: found.split_into.clone(), others, code: named }
    };
    Ok(Html(state.staff_pages.split(&around, &view)))
}

/// Makes the new codes, beside the old one, and leads to the page that deals out.
pub(super) async fn prepare(
    state: Shared,
    member: Member,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let mut into: Vec<Id> = fields.all("into").filter(|id| chance::is_id(id)).map(str::to_owned).collect();
    let mut names: Vec<&str> = fields.all("new").map(str::trim).filter(|name| !name.is_empty()).collect();
    names.truncate(NEW);
    if into.len() + names.len() < 2 {
        return Err(Error::Conflict("split-needs-two"));
    }
    let mut draft = Draft::default();
    {
        let desk = bench.workspace.read();
        let parent = desk.coding.codebook.active(&code).ok_or(Error::Conflict("code-not-in-use"))?.parent.clone();
        for (place, name) in names.iter().enumerate() {
            fits_name(&desk, name, parent.as_deref(), None)?;
            if names[..place].iter().any(|other| other.to_lowercase() == name.to_lowercase()) {
                return Err(Error::Invalid("code-name-taken", (*name).to_owned()));
            }
            let (made, colour) = (chance::id(), (rarest(&desk) + place as u8) % super::words::COLOURS);
            let name = draft.repeat(name, desk.whose(name)?);
            let (parent, origin) = (parent.clone(), Origin::Emerged);
            draft.acts.push(Act::MakeCode { code: made.clone(), parent, name, origin, colour });
            into.push(made);
        }
    }
    if !draft.acts.is_empty() {
        bench.act(&state, draft).await?;
    }
    Ok(Redirect::to(&bench.page(&format!("codebook/code/{code}/deal?into={}", into.join(",")))))
}
