//! The program `tidemark`: its commands and flags. Each command has a module; sentences come from `app`.
//! To add a command: a variant here, a module, a line in the README's list of commands.

mod backup;
mod doctor;
mod drill;
mod instrument;
mod kit;
mod moving;
mod passing;
mod recover;
mod responses;
mod serve;
mod statement;
mod typed;
mod verify;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand, ValueEnum};

use crate::{
    Error, Result,
    http::Pages,
    settings::{Database, Planes},
    store::{Store, copy},
};

/// Anonymous surveys and focus groups that are repeated.
#[derive(Parser)]
#[command(name = "tidemark", version)]
struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serve a data folder.
    Serve(Serve),
    /// Serve a throw-away installation with invented people and words, and print its links.
    Demo {
        /// Port for respondents.
        #[arg(long, default_value_t = 8010)]
        respond_port: u16,
        /// Port for staff.
        #[arg(long, default_value_t = 8011)]
        staff_port: u16,
    },
    /// Write everything into one file that only the recovery kit opens; the program may be running meanwhile.
    Backup {
        /// The data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// The new file.
        #[arg(long)]
        to: PathBuf,
    },
    /// Put a backup into an empty data folder.
    Restore {
        /// The backup.
        #[arg(long)]
        from: PathBuf,
        /// The empty data folder; made when it is not there.
        #[arg(long)]
        data: PathBuf,
        /// A file with the recovery kit's blocks, or the lines of two of its sheets; without it they are asked for.
        #[arg(long)]
        kit: Option<PathBuf>,
    },
    /// The owner left and the kit is in the safe: make whoever holds it an owner of everything.
    Recover {
        /// The data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// A file with the recovery kit's blocks, or the lines of two of its sheets; without it they are asked for.
        #[arg(long)]
        kit: Option<PathBuf>,
    },
    /// Prove that the recovery kit, or two of its sheets, still opens everything; nothing is changed.
    Drill {
        /// The data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// A file with the recovery kit's blocks, or the lines of two of its sheets; without it they are asked for.
        #[arg(long)]
        kit: Option<PathBuf>,
        /// A backup to open as well.
        #[arg(long)]
        from: Option<PathBuf>,
    },
    /// The recovery kit.
    Kit {
        #[command(subcommand)]
        task: kit::Task,
    },
    /// Look at instrument files.
    Instrument {
        #[command(subcommand)]
        task: instrument::Task,
    },
    /// Bring earlier answers in.
    Responses {
        #[command(subcommand)]
        task: responses::Task,
    },
    /// Open a backup with the kit and say what is inside; nothing is changed.
    Verify {
        /// The backup.
        #[arg(long)]
        from: PathBuf,
        /// A file with the recovery kit's blocks, or the lines of two of its sheets; without it they are asked for.
        #[arg(long)]
        kit: Option<PathBuf>,
        /// A head of the audit that was printed before the backup was made: it must be in it. May be given again.
        #[arg(long)]
        head: Vec<String>,
    },
    /// Bring an installation into another database, SQLite or PostgreSQL; what was interrupted goes on where it stopped.
    Move {
        /// The data folder; DATABASE_URL says where its database is, as for `serve`.
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// Where it goes: `postgres://…`, an empty database (its password belongs into a .pgpass file), or
        /// `sqlite:FOLDER`.
        #[arg(long)]
        to: String,
    },
    /// Look whether an installation is well, or print the statement of what it holds.
    Doctor(doctor::Flags),
}

/// Flags of `tidemark serve`.
#[derive(clap::Args)]
#[command(
    after_help = "The environment variable DATABASE_URL picks the database: sqlite: (default; a file in the data \
folder) or postgres://…, a server for more than one process. There TIDEMARK_RESPOND_DATABASE_URL is the address of the \
respondent plane's own role."
)]
struct Serve {
    /// The data folder; made when it is not there.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Where respondents are served.
    #[arg(long, default_value = "127.0.0.1:8010")]
    respond: SocketAddr,
    /// Where staff are served.
    #[arg(long, default_value = "127.0.0.1:8011")]
    staff: SocketAddr,
    /// Where programs that watch the server are answered, on this machine only (127.0.0.1:8012).
    #[arg(long)]
    watch: Option<SocketAddr>,
    /// Which plane this process serves.
    #[arg(long, value_enum, default_value_t = Plane::Both)]
    plane: Plane,
    /// The address that respondents type (https://…).
    #[arg(long)]
    respond_origin: Option<String>,
    /// The address that staff type (https://…).
    #[arg(long)]
    staff_origin: Option<String>,
    /// Certificate chain (PEM), to speak HTTPS without a proxy.
    #[arg(long, requires = "key")]
    certificate: Option<PathBuf>,
    /// Private key of the certificate (PEM).
    #[arg(long, requires = "certificate")]
    key: Option<PathBuf>,
    /// Directory of an ACME server (https://…): certificates for the given origins come by themselves.
    #[arg(long, conflicts_with = "certificate")]
    acme: Option<String>,
    /// Roots (PEM) that say who the ACME server is; those that this machine trusts where there are none.
    #[arg(long, requires = "acme")]
    acme_roots: Option<PathBuf>,
    /// Whom the ACME server may write to (mailto:…).
    #[arg(long, requires = "acme")]
    acme_contact: Option<String>,
    /// On how many sheets the first start offers the recovery kit; whoever begins may still choose.
    #[arg(long, value_enum, default_value_t = Sheets::One)]
    sheets: Sheets,
}

/// On how many sheets a kit is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sheets {
    /// For a safe.
    #[value(name = "1")]
    One,
    /// For three people, two of whom open it together.
    #[value(name = "3")]
    Three,
}

/// The database of an installation that is there already.
async fn opened(data: &Path) -> Result<Store> {
    let database = Database::told()?;
    if matches!(database, Database::Folder) {
        copy::find(data)?;
    }
    Store::open_at(data, &database).await
}

#[derive(Clone, Copy, ValueEnum)]
enum Plane {
    Both,
    Respond,
    Staff,
}

impl From<Plane> for Planes {
    fn from(plane: Plane) -> Self {
        match plane {
            Plane::Both => Self::Both,
            Plane::Respond => Self::Respond,
            Plane::Staff => Self::Staff,
        }
    }
}

/// How long work that nobody waits for may hold up the end.
const STOPPING: std::time::Duration = std::time::Duration::from_secs(1);

/// Runs the program: reads its arguments, does what they say, and tells in one sentence what went wrong.
pub fn run(pages: Pages) -> ExitCode {
    let command = Command::parse();
    silence_panics();
    match until_done(perform(command.task, &pages)) {
        Ok(code) => code,
        Err(error) => {
            crate::terminal::complain(format_args!("tidemark: {}", sentence(&error, &pages)));
            ExitCode::FAILURE
        }
    }
}

/// Works on a task until it is done. What is only worked out beside it, as the plan of a large release, is let go: nobody
/// waits for it any more.
fn until_done<T>(task: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Error::internal("starting", error))?;
    let done = runtime.block_on(task);
    runtime.shutdown_timeout(STOPPING);
    done
}

/// Works until it is done, or until the program is told to stop: then what lies on its way goes (`passing`).
async fn until_told<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let told = serve::told_to_stop()?;
    tokio::select! {
        done = work => done,
        () = told => Err(Error::Unavailable("stopped")),
    }
}

/// A panic tells the operator where it was and nothing else: its message could hold what somebody wrote.
fn silence_panics() {
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => crate::terminal::report("program", format_args!("a fault at {place}")),
        None => crate::terminal::report("program", "a fault"),
    }));
}

async fn perform(task: Task, pages: &Pages) -> Result<ExitCode> {
    match task {
        Task::Serve(flags) => serve::serve(flags, pages).await,
        Task::Demo { respond_port, staff_port } => serve::demo(respond_port, staff_port, pages).await,
        Task::Backup { data, to } => backup::backup(&data, &to, pages).await,
        Task::Restore { from, data, kit } => backup::restore(&from, &data, kit.as_deref(), pages).await,
        Task::Recover { data, kit } => recover::recover(&data, kit.as_deref(), pages).await,
        Task::Drill { data, kit, from } => drill::drill(&data, kit.as_deref(), from.as_deref(), pages).await,
        Task::Kit { task } => kit::perform(&task, pages).await,
        Task::Instrument { task } => instrument::perform(&task, pages),
        Task::Responses { task } => responses::perform(&task, pages).await,
        Task::Verify { from, kit, head } => verify::verify(&from, kit.as_deref(), &head, pages).await,
        Task::Move { data, to } => moving::perform(&data, &to, pages).await,
        Task::Doctor(flags) => doctor::examine(&flags, pages).await,
    }
}

/// Refuses a language in which nothing could be said.
fn refuse_unspoken(language: &str, pages: &Pages) -> Result<()> {
    match pages.staff.speaks(language) {
        true => Ok(()),
        false => Err(Error::Invalid("language-unspoken", language.to_owned())),
    }
}

fn sentence(error: &Error, pages: &Pages) -> String {
    match error {
        Error::Invalid(code, value) => pages.staff.sentence(code, value),
        Error::Conflict(code) | Error::Unavailable(code) => pages.staff.sentence(code, ""),
        other => pages.staff.sentence("internal", &other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    //! A newcomer looks for a command or a flag in the README; an operator ends the program while it is working.

    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, mpsc};
    use std::time::Duration;

    use clap::{CommandFactory, Parser};

    const README: &str = include_str!("../../../README.md");

    fn undocumented(command: &clap::Command, name: &str) -> Vec<String> {
        let named = |text: &str| README.contains(&format!("`{text}`"));
        let mut missing: Vec<String> = command
            .get_subcommands()
            .flat_map(|inner| undocumented(inner, &format!("{name} {}", inner.get_name())))
            .collect();
        if command.get_subcommands().next().is_none() && !named(name) {
            missing.push(name.to_owned());
        }
        let flags = command.get_arguments().filter_map(|flag| flag.get_long()).filter(|flag| *flag != "help");
        missing.extend(flags.map(|flag| format!("--{flag}")).filter(|flag| flag != "--version" && !named(flag)));
        missing
    }

    #[test]
    fn every_command_and_flag_is_in_the_readme() {
        assert_eq!(undocumented(&super::Command::command(), "tidemark"), Vec::<String>::new());
    }

    #[test]
    fn a_command_that_is_not_in_the_readme_would_be_found() {
        let other = clap::Command::new("tidemark").subcommand(clap::Command::new("undocumented"));
        assert_eq!(undocumented(&other, "tidemark"), ["tidemark undocumented"]);
    }

    /// What the examples of a text give `serve`, each on one line.
    fn examples(text: &str) -> Vec<String> {
        let joined = text.replace("\\\n", " ").replace("….onion", &format!("{}.onion", "a".repeat(56)));
        let flags = |line: &str| {
            let line = line.trim();
            line.strip_prefix("tidemark serve ").or_else(|| line.strip_prefix("TIDEMARK_FLAGS=")).map(str::to_owned)
        };
        joined.lines().filter_map(flags).collect()
    }

    /// Whether what listens is what people type: without a proxy both have one port.
    fn fits(example: &str) -> bool {
        let words = ["tidemark", "serve"].into_iter().chain(example.split_whitespace());
        let super::Task::Serve(flags) = super::Command::try_parse_from(words).unwrap().task else { return false };
        let settings = crate::Settings::try_from(flags).unwrap();
        let proxied = settings.certificate.is_none() && settings.acme.is_none();
        [(&settings.respond_origin, settings.respond), (&settings.staff_origin, settings.staff)].into_iter().all(
            |(origin, address)| {
                let port = origin.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
                proxied || port.unwrap_or(443) == address.port()
            },
        )
    }

    #[test]
    fn the_examples_of_the_readme_can_be_typed_and_open_where_they_say() {
        let all = examples(README);
        assert!(all.len() >= 4, "{all:?}");
        for example in &all {
            assert!(fits(example), "{example}");
        }
        let staff_nowhere = "--respond 0.0.0.0:443 --staff 127.0.0.1:8011 --respond-origin https://questions.example.org \
             --staff-origin https://staff.example.org --certificate chain.pem --key key.pem";
        assert!(!fits(staff_nowhere), "control: nobody opens a plane at a port that is not in its address");
    }

    #[test]
    fn the_program_ends_though_something_is_still_worked_out() {
        let (ended, (hold, held)) = (Arc::new(AtomicBool::new(false)), mpsc::channel::<()>());
        let (begin, begun) = tokio::sync::oneshot::channel();
        let told = Arc::clone(&ended);
        // As a plan it stands on a thread of its own, and cannot be broken off; here it waits for what never comes.
        let work = move || {
            let _ = begin.send(());
            let _ = held.recv_timeout(Duration::from_secs(60));
            told.store(true, Ordering::Relaxed);
        };
        let done = super::until_done(async move {
            tokio::task::spawn_blocking(work);
            Ok(begun.await.is_ok())
        });
        assert!(done.unwrap(), "control: it was begun");
        assert!(!ended.load(Ordering::Relaxed), "the end waited for it");
        drop(hold);
    }
}
