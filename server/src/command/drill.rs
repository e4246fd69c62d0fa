//! `tidemark drill`: proves that the kit, or two of its sheets, still opens everything, and a backup where one is named.
//! Nothing is changed; that it was done stands in the record. The page `/installation/kit` does the same without a backup.

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use super::passing::{self, Passing};
use super::{backup, recover, verify};
use crate::http::Pages;
use crate::seal::PrivateKey;
use crate::store::{audit, drills};
use crate::{Error, Result};

/// Asks for the kit, opens a backup with it where one is named, and every key of the folder.
pub async fn drill(data: &Path, kit: Option<&Path>, from: Option<&Path>, pages: &Pages) -> Result<ExitCode> {
    let file = from.map(backup::open).transpose()?;
    let store = super::opened(data).await?;
    let say = |code: &str, value: &str| crate::terminal::say(pages.staff.sentence(code, value));
    say("drill-begins", "");
    let key = recover::ask_for_own_kit(&store, kit, pages).await?;
    let looked = look_into(file, data, &key, pages).await;
    if let Err(error @ Error::Unavailable("stopped")) = looked {
        return Err(error);
    }
    let opened = drills::drill(&store, &key, audit::TERMINAL).await?;
    let counts = [("drill-studies", opened.studies), ("drill-keys", opened.keys), ("drill-answers", opened.answers)];
    for (code, number) in counts {
        say(code, &number.to_string());
    }
    say("drill-well", "");
    // A bad backup says nothing against the kit: both are told.
    looked?;
    Ok(ExitCode::SUCCESS)
}

async fn look_into(file: Option<File>, data: &Path, key: &PrivateKey, pages: &Pages) -> Result<()> {
    let Some(file) = file else {
        crate::terminal::say(pages.staff.sentence("drill-no-backup", ""));
        return Ok(());
    };
    passing::sweep(data);
    verify::look_into(file, key, (&Passing::inside(data, "drill")?, &[]), pages).await
}
