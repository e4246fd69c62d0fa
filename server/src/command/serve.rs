//! `tidemark serve` and `tidemark demo`.

use std::{net::SocketAddr, process::ExitCode, sync::Arc};

use tokio::sync::watch;

use super::Serve;
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
    store::{disk, maintenance},
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
            database: Database::told()?,
            respond_database: settings::respond_database()?,
        })
    }
}

/// Serves a data folder until it is told to stop.
pub async fn serve(settings: Settings, pages: &Pages) -> Result<ExitCode> {
    own_folder(&settings.data).map_err(|_| Error::Invalid("folder-unwritable", settings.data.display().to_string()))?;
    let told = told_to_stop()?;
    let state = State::open(settings, pages.clone()).await?;
    let planes = bind(&state).await?;
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

/// Makes a folder that nobody else on this machine may look into; one that is there stays as it is.
pub(super) fn own_folder(path: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Serves invented people and words from a folder that goes when the program ends.
pub async fn demo(respond_port: u16, staff_port: u16, pages: &Pages) -> Result<ExitCode> {
    let folder = std::env::temp_dir().join(format!("tidemark-demo-{}", chance::id()));
    own_folder(&folder).map_err(|_| Error::Invalid("folder-unwritable", folder.display().to_string()))?;
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
        database: Database::Folder,
        respond_database: None,
    };
    let told = told_to_stop()?;
    let state = State::open(settings, pages.clone()).await?;
    let planes = bind(&state).await?;
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

type Bound = (&'static str, Listener, axum::Router);

async fn bind(state: &Arc<State>) -> Result<Vec<Bound>> {
    let settings = &state.settings;
    let presented = Arc::new(Presented::default());
    let mut planes = Vec::new();
    if settings.planes != Planes::Staff {
        let listener = listen(settings, settings.respond, &settings.respond_origin, &presented).await?;
        planes.push(("respond", listener, http::respond_plane(state)));
    }
    if settings.planes != Planes::Respond {
        let listener = listen(settings, settings.staff, &settings.staff_origin, &presented).await?;
        planes.push(("staff", listener, http::staff_plane(state)));
    }
    keep_certificate(settings, &presented)?;
    Ok(planes)
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
    tokio::spawn(state.workspaces.clone().watch(state.store.clone()));
    tokio::spawn(Arc::clone(state).follow_words());
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
fn told_to_stop() -> Result<impl Future<Output = ()>> {
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
