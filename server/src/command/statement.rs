//! `tidemark doctor --statement`: one page on everything that is held, for whoever asks for it by law. Counted afresh
//! each time; its sentences stand in `statement.ftl`.

use std::process::ExitCode;

use super::doctor::Flags;
use super::doctor::backups::{self, Backup};
use super::passing;
use crate::{
    Result, chance,
    http::Pages,
    store::{Store, audit, holdings, holds, kits, retention, sql::Engine, words},
};

/// Says it, in a language.
struct Speaker<'a> {
    pages: &'a Pages,
    language: &'a str,
}

impl Speaker<'_> {
    fn say(&self, code: &str, value: &str) {
        crate::terminal::say(self.pages.staff.sentence_in(&format!("statement-{code}"), value, self.language));
    }

    /// A heading after an empty line.
    fn head(&self, code: &str) {
        crate::terminal::say("");
        self.say(code, "");
    }

    fn count(&self, code: &str, number: i64) {
        self.say(code, &number.to_string());
    }
}

/// Prints the statement of an installation.
pub async fn print(flags: &Flags, pages: &Pages) -> Result<ExitCode> {
    let store = super::opened(&flags.data).await?;
    let own = words::all(&store).await?.into_iter().map(|word| (word.language, word.key, word.text));
    pages.staff.lay_over(&own.collect::<Vec<_>>());
    super::refuse_unspoken(&flags.language, pages)?;
    let speaker = Speaker { pages, language: &flags.language };
    speaker.say("title", &chance::today("UTC").to_string());
    tell_held(&store, &speaker).await?;
    tell_key_holders(&store, &speaker).await?;
    speaker.head("order");
    speaker.count("order-until-night", holdings::count(&store).await?.waiting);
    if store.pool.engine() == Engine::Postgres {
        speaker.say("order-server", "");
    }
    tell_days(&store, &speaker).await?;
    tell_backups(&store, flags, &speaker).await?;
    Ok(ExitCode::SUCCESS)
}

async fn tell_held(store: &Store, speaker: &Speaker<'_>) -> Result<()> {
    let held = holdings::count(store).await?;
    speaker.head("held");
    speaker.count("responses", held.responses + held.waiting);
    speaker.say("sealed", "");
    speaker.count("drafts", held.drafts);
    speaker.count("codes", held.codes);
    speaker.count("work", held.sources + held.events);
    speaker.count("organisations", held.organisations);
    speaker.count("people", held.people);
    speaker.count("releases", held.releases);
    if let audit::Verdict::Whole { acts, .. } = audit::verify(store).await? {
        speaker.count("audit", acts);
    }
    speaker.head("not-held");
    speaker.say("not-held-who", "");
    speaker.say("not-held-logs", "");
    Ok(())
}

async fn tell_key_holders(store: &Store, speaker: &Speaker<'_>) -> Result<()> {
    speaker.head("holders");
    speaker.say("holders-none", "");
    for (study, person) in holdings::holders(store).await? {
        speaker.say("holder", &format!("{study}: {person}"));
    }
    let in_sheets = kits::current(store).await?.is_some_and(|kit| kit.sheets > 1);
    speaker.say(if in_sheets { "holder-sheets" } else { "holder-kit" }, "");
    speaker.say("holders-produce", "");
    speaker.say("holders-never", "");
    Ok(())
}

/// Which backups were made before words were replaced last, and so still hold the old ones.
async fn tell_backups(store: &Store, flags: &Flags, speaker: &Speaker<'_>) -> Result<()> {
    speaker.head("backups");
    speaker.say("backups-withdrawn", "");
    if store.pool.engine() == Engine::Postgres {
        speaker.say("backups-server", "");
    }
    for copy in passing::left(&flags.data) {
        speaker.say("backups-left", &copy.display().to_string());
    }
    if let Some(day) = kits::renewed_on(store).await? {
        speaker.say("backups-kit", &day);
    }
    let (redacted, purged) = (holdings::redacted_on(store).await?, holdings::purged_on(store).await?);
    if redacted.is_none() {
        speaker.say("backups-unredacted", "");
    }
    let all = flags.backups.as_deref().map(backups::backups).transpose()?;
    for (day, about, each) in [(redacted, "backups-redacted", "backup"), (purged, "backups-purged", "backup-purged")] {
        let Some(day) = day else { continue };
        speaker.say(about, &day);
        match (&all, &flags.backups) {
            (Some(all), Some(folder)) => tell_older(all, &day, each, &folder.display().to_string(), speaker),
            _ => speaker.say("backups-unknown", ""),
        }
    }
    Ok(())
}

/// The backups that were made on a day or before.
fn tell_older(all: &[Backup], day: &str, each: &str, folder: &str, speaker: &Speaker<'_>) {
    let older: Vec<_> = all.iter().filter(|backup| backup.day().as_str() <= day).collect();
    if older.is_empty() {
        speaker.say("backups-clean", folder);
    }
    for backup in older {
        speaker.say(each, &backup.to_string());
    }
}

/// Until when answers and backups are kept, and which holds stop that.
async fn tell_days(store: &Store, speaker: &Speaker<'_>) -> Result<()> {
    speaker.head("days");
    let (days, standing) = (retention::days(store).await?, holds::standing(store).await?);
    if days.is_empty() {
        speaker.say("days-none", "");
    }
    for day in &days {
        speaker.say("day", &day.to_string());
    }
    for hold in &standing {
        speaker.say("hold", &hold.to_string());
    }
    if !standing.is_empty() {
        speaker.say("hold-backups", "");
    }
    Ok(())
}
