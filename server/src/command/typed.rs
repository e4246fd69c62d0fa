//! What somebody types at the terminal: the kit or two of its sheets, a passphrase. What has a slip is asked for again, and
//! what was right is kept.

use std::io;
use std::path::Path;

use zeroize::Zeroizing;

use super::recover::ask;
use crate::http::Pages;
use crate::seal::keys::Passphrase;
use crate::seal::{PrivateKey, PublicKey, sheets};
use crate::{Error, Result};

/// The key of a kit, or of two of its sheets: from a file, or typed at the terminal until all is there. `known` is what
/// the installation knows of it, where there is one.
pub(super) fn ask_for_kit(kit: Option<&Path>, known: Option<&PublicKey>, pages: &Pages) -> Result<PrivateKey> {
    if let Some(path) = kit {
        let unreadable = |_| Error::Invalid("file-unreadable", path.display().to_string());
        let typed = Zeroizing::new(std::fs::read_to_string(path).map_err(unreadable)?);
        return sheets::private_key(&[sheets::without_numbers(&typed).as_str()], known);
    }
    crate::terminal::complain(pages.staff.sentence("kit-ask", ""));
    let mut typed = vec![read_kit(io::stdin().lines())];
    loop {
        let texts: Vec<&str> = typed.iter().map(|text| text.as_str()).collect();
        let (code, value) = match sheets::private_key(&texts, known) {
            Err(Error::Invalid(code, value)) => (code, value),
            read => return read,
        };
        let answered = match code {
            "sheet-alone" | "sheet-twice" => next_sheet(&mut typed, &value, pages),
            "kit-block-wrong" | "kit-block-missing" => mend(&mut typed, ("kit-block-again", &value), pages),
            "sheet-line-wrong" => mend(&mut typed, ("sheet-line-again", &value), pages),
            _ => false,
        };
        if !answered {
            return Err(Error::Invalid(code, value));
        }
    }
}

/// Another sheet beside the one that was typed, or in the place of the same one; false where none comes.
fn next_sheet(typed: &mut Vec<Zeroizing<String>>, first: &str, pages: &Pages) -> bool {
    let question = if typed.len() > 1 { "sheet-same" } else { "sheet-next" };
    typed.truncate(1);
    crate::terminal::complain(pages.staff.sentence(question, first));
    let next = read_kit(io::stdin().lines());
    let answered = !next.trim().is_empty();
    typed.push(next);
    answered
}

/// Only the block or line with the slip is typed again, the others stay; false where nothing comes.
fn mend(typed: &mut [Zeroizing<String>], (ask, which): (&str, &str), pages: &Pages) -> bool {
    crate::terminal::complain(pages.staff.sentence(ask, which));
    let Some(Ok(again)) = io::stdin().lines().next() else { return false };
    let again = Zeroizing::new(again);
    if let Some(text) = typed.iter_mut().find(|text| sheets::has_slip(text)) {
        *text = Zeroizing::new(sheets::mend(text, &again));
    }
    true
}

/// Lines up to the last letter of a kit or of a sheet, or to an empty line.
fn read_kit(lines: impl Iterator<Item = io::Result<String>>) -> Zeroizing<String> {
    let mut typed = Zeroizing::new(String::new());
    for line in lines.map_while(io::Result::ok) {
        typed.push_str(&line);
        if line.trim().is_empty() || sheets::is_whole(&typed) {
            break;
        }
        typed.push('\n');
    }
    typed
}

/// A new passphrase, typed twice the same; asked for until it is right, or until nothing comes.
pub(super) fn ask_for_passphrase(pages: &Pages) -> Result<Passphrase> {
    let mut wrong = None;
    loop {
        let typed = ask("recover-passphrase", pages)?;
        let (code, value) = match (wrong.take(), Passphrase::chosen(&typed)) {
            (Some(wrong), _) if typed.is_empty() => return Err(wrong),
            (_, Ok(passphrase)) if *ask("recover-passphrase-again", pages)? == *typed => return Ok(passphrase),
            (_, Ok(_)) => ("passphrases-differ", String::new()),
            (_, Err(Error::Invalid(code, value))) => (code, value),
            (_, Err(other)) => return Err(other),
        };
        crate::terminal::complain(pages.staff.sentence(code, &value));
        wrong = Some(Error::Invalid(code, value));
    }
}
