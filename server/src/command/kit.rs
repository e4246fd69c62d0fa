//! `tidemark kit renew`: a new recovery kit at the terminal, on one sheet or on three, for an owner of the installation.
//! It asks for what the page `/installation/kit` asks for: who it is, with the second proof where there is one, and the
//! kit that counts. The new one is printed here once and counts when its end was typed back; until then nothing is
//! changed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::{Sheets, recover};
use crate::http::Pages;
use crate::seal::keys::Passphrase;
use crate::seal::paper::Paper;
use crate::seal::{PrivateKey, alphabet};
use crate::store::accounts::{self, Person};
use crate::store::kits;
use crate::store::owners::{self, Opener};
use crate::store::second::{self, Typed};
use crate::store::{Store, installation};
use crate::terminal::{complain, say};
use crate::{Error, Result, chance};

/// What can be done with the kit.
#[derive(Subcommand)]
pub enum Task {
    /// Make a new recovery kit in the place of the one that counts, and print it here once.
    Renew(Renew),
}

/// Flags of `tidemark kit renew`.
#[derive(clap::Args)]
pub struct Renew {
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// On how many sheets; on as many as the kit that counts where this is not said.
    #[arg(long, value_enum)]
    sheets: Option<Sheets>,
    /// A file with the blocks of the kit that counts, or the lines of two of its sheets; without it they are asked for.
    #[arg(long, conflicts_with = "lost")]
    kit: Option<PathBuf>,
    /// The kit that counts is lost: the owner's own keys open every study.
    #[arg(long)]
    lost: bool,
}

/// Does it.
pub async fn perform(task: &Task, pages: &Pages) -> Result<ExitCode> {
    let Task::Renew(flags) = task;
    renew(flags, pages).await
}

async fn renew(flags: &Renew, pages: &Pages) -> Result<ExitCode> {
    let store = super::opened(&flags.data).await?;
    let printed = kits::current(&store).await?.ok_or(Error::Conflict("not-started"))?;
    say(pages.staff.sentence("kit-renew-begins", ""));
    let (owner, own) = ask_for_owner(&store, &flags.data, pages).await?;
    let opener = match flags.lost {
        true => Opener { holder: owner.id.clone(), key: own },
        false => {
            complain(pages.staff.sentence("kit-renew-old", ""));
            Opener::kit(recover::ask_for_own_kit(&store, flags.kit.as_deref(), pages).await?)
        }
    };
    owners::check_opener(&store, &opener).await?;
    let in_three = flags.sheets.map_or(printed.sheets > 1, |sheets| sheets == Sheets::Three);
    let paper = Paper::new(in_three);
    print(&paper, pages);
    type_back(&paper, pages)?;
    owners::renew_kit(&store, &owner, &opener, &paper).await?;
    say(pages.staff.sentence("kit-renewed", &paper.count().to_string()));
    Ok(ExitCode::SUCCESS)
}

/// An owner of the installation, as signing in would know them, and their own key.
async fn ask_for_owner(store: &Store, data: &Path, pages: &Pages) -> Result<(Person, PrivateKey)> {
    let name = recover::ask("kit-owner-name", pages)?;
    let typed = recover::ask("kit-owner-passphrase", pages)?;
    let person = accounts::sign_in(store, &name, Passphrase::typed(&typed)?).await?;
    if !person.installation_owner {
        return Err(Error::Invalid("kit-owner-not", person.name));
    }
    if second::of(&mut store.pool.acquire().await?, &person.id).await?.is_asked() {
        ask_for_second(store, data, &person, pages).await?;
    }
    let own = accounts::open(store, &person.id, Passphrase::typed(&typed)?).await?;
    Ok((person, own))
}

/// A code of the app or a spare one: a device that is touched needs a browser.
async fn ask_for_second(store: &Store, data: &Path, person: &Person, pages: &Pages) -> Result<()> {
    let installation = installation::secret(store, data).await?;
    let code = recover::ask("kit-owner-code", pages)?;
    let mut to = store.write().await?;
    let typed = second::code(&mut to, &installation, &person.id, &code).await?;
    // A wrong code counts, so it is kept before anything is refused.
    to.commit().await?;
    match typed {
        Typed::Right => Ok(()),
        Typed::Wrong => Err(Error::Invalid("second-wrong", String::new())),
        Typed::Later => Err(Error::Invalid("second-later", (second::PAUSE / 60).to_string())),
    }
}

/// The sheets, plainly: letters alone on a line, so that a line that was copied is a line that can be typed.
fn print(paper: &Paper, pages: &Pages) {
    say(pages.staff.sentence("kit-shown", &chance::today("UTC").to_string()));
    if paper.sheets.is_empty() {
        say(format_args!("\n{}\n", pages.staff.sentence("kit-sheet-one", "")));
        paper.kit.blocks.chunks(4).for_each(|row| say(format_args!("    {}", row.join("  "))));
    }
    for sheet in &paper.sheets {
        say(format_args!("\n{}\n", pages.staff.sentence("kit-sheet-of-three", &sheet.number.to_string())));
        sheet.lines.iter().for_each(|line| say(format_args!("    {}", alphabet::group(line, 4))));
    }
    say("");
}

/// Asks for what stands last on each sheet until it is right; an empty line ends it, and nothing was changed.
fn type_back(paper: &Paper, pages: &Pages) -> Result<()> {
    let question = if paper.sheets.is_empty() { "kit-type-back" } else { "sheet-type-back" };
    for number in 1..=paper.count() {
        loop {
            let typed = recover::ask_of(question, &number.to_string(), pages)?;
            if paper.ends(number, &typed) {
                break;
            }
            if typed.trim().is_empty() {
                return Err(paper.wrong(&[number]));
            }
            complain(pages.staff.sentence("kit-type-again", ""));
        }
    }
    Ok(())
}
