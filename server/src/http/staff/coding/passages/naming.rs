//! Codes by what people type: an id from a list, a name, a path of names; new codes, and codes in somebody's own words.

use super::order::Code;
use crate::coding::codebook::Origin;
use crate::coding::{Act, Draft, Of};
use crate::exchange::naming;
use crate::workspace::Desk;
use crate::{Error, Result, chance};

/// Stands between the names of a path.
pub const WITHIN: &str = " › ";
/// Code points that a name has at most.
const LONGEST: usize = 80;
/// How many colours there are.
const COLOURS: usize = 12;

/// A code in use, by its id, its path or its name.
pub(super) fn known(desk: &Desk, typed: &str) -> Result<Code> {
    match find(desk, typed)? {
        Some(code) => Ok(code),
        None if typed.trim().is_empty() => Err(Error::Invalid("code-missing", String::new())),
        None => Err(Error::Invalid("code-unknown", typed.trim().to_owned())),
    }
}

/// A code with this name or path; made, as one that emerged from reading, where there is none.
pub(super) fn new(desk: &Desk, draft: &mut Draft, typed: &str, may_make: bool) -> Result<Code> {
    if let Some(code) = find(desk, typed)? {
        return Ok(code);
    }
    let (above, name) = match typed.rsplit_once(WITHIN.trim()) {
        Some((above, name)) => (Some(known(desk, above)?), name.trim()),
        None => (None, typed.trim()),
    };
    let name = naming::clean(name);
    if let Some(code) = find(desk, &name)?.filter(|_| above.is_none()) {
        return Ok(code);
    }
    let text = draft.repeat(checked(&name, may_make)?, desk.whose(&name)?);
    Ok(make(desk, draft, above, text))
}

/// A code named with somebody's own words; the one that is so named already, if there is one.
pub(super) fn in_vivo(desk: &Desk, draft: &mut Draft, words: &str, of: &Of, may_make: bool) -> Result<Code> {
    let name = naming::clean(words);
    if let Some(code) = find(desk, &name)? {
        return Ok(code);
    }
    let text = draft.repeat(checked(&name, may_make)?, Some(of.clone()));
    Ok(make(desk, draft, None, text))
}

fn checked(name: &str, may_make: bool) -> Result<&str> {
    match name.chars().count() {
        _ if !may_make => Err(Error::Forbidden),
        0 => Err(Error::Invalid("code-missing", String::new())),
        1..=LONGEST => Ok(name),
        _ => Err(Error::Invalid("code-name-long", LONGEST.to_string())),
    }
}

fn make(desk: &Desk, draft: &mut Draft, parent: Option<Code>, name: String) -> Code {
    let code = chance::id();
    let colour = (desk.coding.codebook.order.len() % COLOURS) as u8;
    draft.acts.push(Act::MakeCode { code: code.clone(), parent, name, origin: Origin::Emerged, colour });
    code
}

fn find(desk: &Desk, typed: &str) -> Result<Option<Code>> {
    let codebook = &desk.coding.codebook;
    if let Some(code) = codebook.active(typed) {
        return Ok(Some(code.id.clone()));
    }
    let wanted = plain(typed);
    if wanted.is_empty() {
        return Ok(None);
    }
    let active = || codebook.order.iter().filter(|code| codebook.active(code).is_some());
    let by_path = active().find(|code| plain(&desk.code_path(code).join(WITHIN)) == wanted);
    let mut by_name = active().filter(|code| plain(desk.code_name(code)) == wanted);
    match (by_path, by_name.next(), by_name.next()) {
        (Some(code), ..) | (None, Some(code), None) => Ok(Some(code.clone())),
        (None, Some(_), Some(_)) => Err(Error::Invalid("code-several", typed.trim().to_owned())),
        (None, None, _) => Ok(None),
    }
}

/// Names are compared without capitals and with one space between words.
fn plain(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
