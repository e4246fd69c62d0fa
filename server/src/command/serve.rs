//! `tidemark serve` and `tidemark demo`.

use std::{net::SocketAddr, process::ExitCode, sync::Arc};

use tokio::sync::watch;

use super::{Serve, Sheets, passing};
use crate::{
    Error, Result, Settings, chance,
    demo::{self, Link},
    http::{
        self, Pages, State,
        certificate::{self, Presented},
        listener::Listener,
        staff::first_start,
    },
    seal::codes,
    settings::{self, Acme, Database, Planes},
    store::{disk, maintenance, presence},
    terminal::{complain, say},
};

impl TryFrom<Serve> for Settings {
    type Error = Error;

    fn try_from(flags: Serve) -> Result<Self> {
        let certificate = flags.certificate.zip(flags.key);
        let acme = flags.acme.map(|directory| Acme { directory, roots: flags.acme_roots, contact: flags.acme_contact });
        let origin = |given: Option<String>, address: SocketAddr| {
            // A certificate that comes by itself is for planes that have a name.
            let own = certificate.is_some() || acme.is_some() && given.as_deref().is_some_and(Self::https);
            settings::origin(given.as_deref(), address, own)
        };
        Ok(Self {
            respond_origin: origin(flags.respond_origin, flags.respond)?,
            staff_origin: origin(flags.staff_origin, flags.staff)?,
            data: flags.data,
            respond: flags.respond,
            staff: flags.staff,
            planes: flags.plane.into(),
            certificate,
            acme,
            in_three: flags.sheets == Sheets::Three,
            database: Database::told()?,
            respond_database: settings::respond_database()?,
        })
    }
}

/// Serves a data folder until it is told to stop.
pub(super) async fn serve(flags: Serve, pages: &Pages) -> Result<ExitCode> {
    let watch = near(flags.watch)?;
    let settings: Settings = flags.try_into()?;
    let same = settings.respond == settings.staff && settings.respond.port() != 0;
    if settings.planes == Planes::Both && same {
        return Err(Error::Invalid("ports-same", settings.staff.to_string()));
    }
    own_folder(&settings.data).map_err(|error| passing::unwritable(&settings.data, &error))?;
    passing::sweep(&settings.data);
    let told = told_to_stop()?;
    let watching = match watch {
        Some(address) => Some(Listener::bind(address, None).await?),
        None => None,
    };
    let (state, mut planes) = open(settings, pages).await?;
    planes.extend(watching.map(|listener| ("watch", listener, http::watch_plane(&state))));
    for (name, listener, _) in &planes {
        say(format_args!("{name} {}", listener.address()?));
    }
    if state.settings.planes != Planes::Respond
        && let Some(code) = first_start::code(&state).await?
    {
        say(pages.staff.sentence("first-start", &codes::show(code)));
    }
    serve_until_stopped(planes, &state, told).await
}

/// Whoever watches the server does it from this machine; another one reads what this one collected.
fn near(watch: Option<SocketAddr>) -> Result<Option<SocketAddr>> {
    match watch {
        Some(address) if !address.ip().is_loopback() => Err(Error::Invalid("watch-elsewhere", address.to_string())),
        watch => Ok(watch),
    }
}

/// Makes a folder that nobody else on this machine may look into; one that is there stays as it is.
pub(super) fn own_folder(path: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Serves invented people and words from a folder that goes when the program ends.
pub async fn demo(respond_port: u16, staff_port: u16, pages: &Pages) -> Result<ExitCode> {
    let folder = std::env::temp_dir().join(format!("tidemark-demo-{}", chance::id()));
    own_folder(&folder).map_err(|error| passing::unwritable(&folder, &error))?;
    let served = serve_demo(respond_port, staff_port, &folder, pages).await;
    let _ = std::fs::remove_dir_all(&folder);
    served
}

async fn serve_demo(respond_port: u16, staff_port: u16, folder: &std::path::Path, pages: &Pages) -> Result<ExitCode> {
    let settings = Settings {
        data: folder.to_owned(),
        respond: ([127, 0, 0, 1], respond_port).into(),
        staff: ([127, 0, 0, 1], staff_port).into(),
        planes: Planes::Both,
        respond_origin: format!("http://127.0.0.1:{respond_port}"),
        staff_origin: format!("http://127.0.0.1:{staff_port}"),
        certificate: None,
        acme: None,
        in_three: false,
        database: Database::Folder,
        respond_database: None,
    };
    let told = told_to_stop()?;
    let (state, planes) = open(settings, pages).await?;
    let (links, publishing) = demo::build(&state).await?;
    for link in links {
        match link {
            Link::Answer { study, instrument, site, address } => {
                say(format_args!("answer {study} {instrument} {site} {address}"))
            }
            Link::Staff { owner, address, name, passphrase } => {
                let line = if owner { "staff" } else { "colleague" };
                say(format_args!("{line} {address} {name} {passphrase}"));
            }
        }
    }
    for publishing in publishing {
        tokio::spawn(async move {
            match publishing.await {
                Ok(Ok(address)) => say(format_args!("public {address}")),
                Ok(Err(error)) => complain(format_args!("the demo's release: {error}")),
                Err(_) => {}
            }
        });
    }
    serve_until_stopped(planes, &state, told).await
}

/// Most connections to the staff plane at once: those of some eighty colleagues. Each may hold a form of a stranger.
const COLLEAGUES_LINES: usize = 512;

type Bound = (&'static str, Listener, axum::Router);

/// Binds before anything is opened: a port that another program has is no reason to begin an installation.
async fn open(settings: Settings, pages: &Pages) -> Result<(Arc<State>, Vec<Bound>)> {
    let presented = Arc::new(Presented::default());
    let (mut respond, mut staff) = (None, None);
    if settings.planes != Planes::Staff {
        respond = Some(listen(&settings, settings.respond, &settings.respond_origin, &presented).await?);
    }
    if settings.planes != Planes::Respond {
        let listener = listen(&settings, settings.staff, &settings.staff_origin, &presented).await?;
        staff = Some(listener.holding(COLLEAGUES_LINES));
    }
    let state = State::open(settings, pages.clone()).await?;
    keep_certificate(&state.settings, &presented)?;
    let respond = respond.map(|listener| ("respond", listener, http::respond_plane(&state)));
    let staff = staff.map(|listener| ("staff", listener, http::staff_plane(&state)));
    Ok((state, respond.into_iter().chain(staff).collect()))
}

async fn listen(
    settings: &Settings,
    address: SocketAddr,
    origin: &str,
    presented: &Arc<Presented>,
) -> Result<Listener> {
    match settings.comes_by_acme(origin) {
        Some(_) => Listener::bind_presenting(address, presented).await,
        None => Listener::bind(address, settings.certificate.as_ref()).await,
    }
}

/// Where certificates come by themselves, begins to get them for the names of this process.
fn keep_certificate(settings: &Settings, presented: &Arc<Presented>) -> Result<()> {
    let Some(acme) = &settings.acme else { return Ok(()) };
    let served = [(Planes::Staff, &settings.respond_origin), (Planes::Respond, &settings.staff_origin)];
    let origins = served.iter().filter(|(without, _)| settings.planes != *without);
    let names = certificate::names(origins.filter_map(|(_, origin)| settings.comes_by_acme(origin)))?;
    tokio::spawn(certificate::keep(acme.clone(), names, settings.data.clone(), Arc::clone(presented)));
    Ok(())
}

/// Ends well when told to stop, at once and badly when the disk fails.
async fn serve_until_stopped(
    planes: Vec<Bound>,
    state: &Arc<State>,
    told: impl Future<Output = ()>,
) -> Result<ExitCode> {
    let (stop, stopping) = watch::channel(false);
    let mut serving = tokio::task::JoinSet::new();
    for (_, listener, router) in planes {
        serving.spawn(listener.serve(router, stopping.clone()));
    }
    let maintenance = state.may_tidy().then(|| tokio::spawn(maintenance::run(state.store.clone())));
    if state.settings.planes != Planes::Staff {
        tokio::spawn(state.store.ballast.clone().keep());
    }
    tokio::spawn(passing::keep_swept(state.settings.data.clone()));
    tokio::spawn(state.workspaces.clone().watch(state.store.clone()));
    tokio::spawn(Arc::clone(state).follow_words());
    tokio::spawn(presence::keep(state.store.clone()));
    tokio::select! {
        () = told => {}
        () = disk::failed() => return Err(Error::Unavailable("disk-broken")),
    }
    if let Some(maintenance) = maintenance {
        maintenance.abort();
    }
    let _ = stop.send(true);
    serving.join_all().await;
    Ok(ExitCode::SUCCESS)
}

/// Waits to be told to stop; listens for it from now on, so that no signal is missed in between.
pub(super) fn told_to_stop() -> Result<impl Future<Output = ()>> {
    let missing = |error| Error::internal("listening for signals", error);
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupted = signal(SignalKind::interrupt()).map_err(missing)?;
        let mut terminated = signal(SignalKind::terminate()).map_err(missing)?;
        Ok(async move {
            tokio::select! { _ = interrupted.recv() => {}, _ = terminated.recv() => {} }
        })
    }
    #[cfg(not(unix))]
    {
        let mut interrupted = tokio::signal::windows::ctrl_c().map_err(missing)?;
        Ok(async move { interrupted.recv().await.unwrap_or_default() })
    }
}
