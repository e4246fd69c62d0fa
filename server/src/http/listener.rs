//! Accepts connections, with deadlines on headers, requests and answers that nobody takes, TLS when there is a
//! certificate, and a graceful stop: what has begun is finished, nothing new is taken.

use std::{net::SocketAddr, path::Path, pin::pin, sync::Arc, time::Duration};

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::{Instant, sleep_until, timeout},
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::admission::Neighbourhood;
use super::certificate::{PROOF, Presented};
use crate::{Error, Result};

const STOP_DEADLINE: Duration = Duration::from_secs(8);

/// How long a connection may take for what. Each request begins anew, so that a connection lives as long as what it
/// asks is answered and taken; how slowly a body may come is limited in [`super::protection`].
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// The handshake, and the headers of a request since the answer before it.
    pub headers: Duration,
    /// A request from its headers to its answer.
    pub request: Duration,
    /// Taking an answer, until the next request begins; the first request too.
    pub answer: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(10),
            request: Duration::from_secs(15 * 60),
            answer: Duration::from_secs(120),
        }
    }
}

/// A bound address with its certificate.
pub struct Listener {
    socket: TcpListener,
    tls: Option<TlsAcceptor>,
    deadlines: Deadlines,
    places: Arc<Semaphore>,
}

impl Listener {
    /// Binds an address; a port in use is `port-in-use` with the address.
    pub async fn bind(
        address: SocketAddr,
        certificate: Option<&(std::path::PathBuf, std::path::PathBuf)>,
    ) -> Result<Self> {
        Self::with(address, certificate.map(|(chain, key)| acceptor(chain, key)).transpose()?).await
    }

    /// The same with a certificate that comes by ACME, and the proofs for it.
    pub async fn bind_presenting(address: SocketAddr, presented: &Arc<Presented>) -> Result<Self> {
        Self::with(address, Some(presenting(Arc::clone(presented))?)).await
    }

    async fn with(address: SocketAddr, tls: Option<TlsAcceptor>) -> Result<Self> {
        let socket = TcpListener::bind(address).await.map_err(|error| explain(&error, address))?;
        let places = Arc::new(Semaphore::new(Semaphore::MAX_PERMITS));
        Ok(Self { socket, tls, deadlines: Deadlines::default(), places })
    }

    /// The same with so many connections at once; who comes then waits until one of them ends.
    pub fn holding(self, most: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(most)), ..self }
    }

    /// The same with other deadlines.
    pub fn within(self, deadlines: Deadlines) -> Self {
        Self { deadlines, ..self }
    }

    /// The address in fact (a port 0 was chosen by the system).
    pub fn address(&self) -> Result<SocketAddr> {
        self.socket.local_addr().map_err(|error| Error::internal("the listener's address", error))
    }

    /// Serves until `stop` turns true, then finishes what has begun.
    pub async fn serve(self, router: Router, mut stop: watch::Receiver<bool>) {
        let graceful = GracefulShutdown::new();
        loop {
            let place = tokio::select! {
                place = Arc::clone(&self.places).acquire_owned() => place,
                _ = stop.wait_for(|stopping| *stopping) => break,
            };
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                _ = stop.wait_for(|stopping| *stopping) => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    // Without a certificate of our own a proxy stands in front, and speaks for everybody.
                    let from = self.tls.as_ref().and_then(|_| Neighbourhood::of(peer.ip()));
                    let service = Service { router: router.clone(), deadlines: self.deadlines, from };
                    let spoken = speak(stream, self.tls.clone(), service, graceful.watcher());
                    tokio::spawn(async move {
                        spoken.await;
                        drop(place);
                    });
                }
                // Too many open files: waiting gives the others time to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        drop(self.socket);
        let _ = timeout(STOP_DEADLINE, graceful.shutdown()).await;
    }
}

/// What a connection is answered with.
struct Service {
    router: Router,
    deadlines: Deadlines,
    from: Option<Neighbourhood>,
}

/// One connection, from handshake to end. Its errors are the visitor's: nothing is logged, not even an address.
async fn speak(stream: TcpStream, tls: Option<TlsAcceptor>, service: Service, watcher: Watcher) {
    let _ = stream.set_nodelay(true);
    match tls {
        None => answer(stream, service, watcher).await,
        Some(tls) => {
            if let Ok(Ok(stream)) = timeout(service.deadlines.headers, tls.accept(stream)).await {
                // Who came for a proof has it now.
                if stream.get_ref().1.alpn_protocol() != Some(PROOF) {
                    answer(stream, service, watcher).await;
                }
            }
        }
    }
}

/// Answers the requests of a connection; each of them, and each answer, puts off the end.
async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    Service { router, deadlines, from }: Service,
    watcher: Watcher,
) {
    let (until, mut moved) = watch::channel(Instant::now() + deadlines.answer);
    let until = Arc::new(until);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let (router, until) = (router.clone(), until.clone());
        if let Some(from) = from {
            request.extensions_mut().insert(from);
        }
        async move {
            until.send_replace(Instant::now() + deadlines.request);
            let answered = router.oneshot(request).await;
            until.send_replace(Instant::now() + deadlines.answer);
            answered
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(deadlines.headers)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(watcher.watch(connection));
    loop {
        let end = *moved.borrow_and_update();
        tokio::select! {
            _ = &mut connection => break,
            Ok(()) = moved.changed() => {}
            () = sleep_until(end) => break,
        }
    }
}

fn explain(error: &std::io::Error, address: SocketAddr) -> Error {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => Error::Invalid("port-in-use", address.to_string()),
        std::io::ErrorKind::PermissionDenied => Error::Invalid("port-refused", address.to_string()),
        _ => Error::Invalid("address-wrong", address.to_string()),
    }
}

fn acceptor(chain: &Path, key: &Path) -> Result<TlsAcceptor> {
    let wrong = |code: &'static str, path: &Path| Error::Invalid(code, path.display().to_string());
    let certificates = CertificateDer::pem_slice_iter(&read(chain)?)
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|_| wrong("certificate-wrong", chain))?;
    if certificates.is_empty() {
        return Err(wrong("certificate-wrong", chain));
    }
    let private = PrivateKeyDer::from_pem_slice(&read(key)?).map_err(|_| wrong("key-wrong", key))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal("TLS", error))?
        .with_no_client_auth()
        .with_single_cert(certificates, private)
        .map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => wrong("key-unfit", key),
            rustls::Error::General(_) => wrong("key-wrong", key),
            _ => wrong("certificate-wrong", chain),
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// The bytes of a file; that it is missing, and that its owner alone may read it, are different errands.
fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => crate::rights::unreadable(path),
        _ => Error::Invalid("file-unreadable", path.display().to_string()),
    })
}

fn presenting(presented: Arc<Presented>) -> Result<TlsAcceptor> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal("TLS", error))?
        .with_no_client_auth()
        .with_cert_resolver(presented);
    config.alpn_protocols = vec![b"http/1.1".to_vec(), PROOF.to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

#[cfg(test)]
mod tests {
    //! A browser keeps its line open, and somebody keeps one only to hold it.

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const LARGE: usize = 48 << 20;

    async fn open() -> (TcpStream, watch::Sender<bool>) {
        open_for(None).await
    }

    async fn open_for(most: Option<usize>) -> (TcpStream, watch::Sender<bool>) {
        let wait = |wait: Duration| move || async move { tokio::time::sleep(wait).await };
        let router = Router::new()
            .route("/soon", get(wait(SECOND / 5)))
            .route("/never", get(wait(SECOND * 60)))
            .route("/large", get(|| async { vec![b'a'; LARGE] }));
        let listener = Listener::bind(([127, 0, 0, 1], 0).into(), None).await.unwrap();
        let listener = listener.within(Deadlines { request: SECOND, answer: SECOND, ..Deadlines::default() });
        let listener = match most {
            Some(most) => listener.holding(most),
            None => listener,
        };
        let line = TcpStream::connect(listener.address().unwrap()).await.unwrap();
        let (stop, stopping) = watch::channel(false);
        tokio::spawn(listener.serve(router, stopping));
        (line, stop)
    }

    async fn ask(line: &mut TcpStream, path: &str) {
        line.write_all(format!("GET {path} HTTP/1.1\r\nHost: here\r\n\r\n").as_bytes()).await.unwrap();
    }

    #[tokio::test]
    async fn a_line_outlives_its_deadline_while_its_requests_are_answered() {
        let (mut line, _stop) = open().await;
        let begun = Instant::now();
        for _ in 0..8 {
            ask(&mut line, "/soon").await;
            let mut answer = [0; 1024];
            let length = line.read(&mut answer).await.unwrap();
            assert!(answer[..length].starts_with(b"HTTP/1.1 200"), "{:?}", begun.elapsed());
        }
        assert!(begun.elapsed() > SECOND * 3 / 2);
    }

    #[tokio::test]
    async fn who_asks_nothing_or_takes_no_answer_is_cut_off() {
        for path in ["", "/never", "/large"] {
            let (mut line, _stop) = open().await;
            if !path.is_empty() {
                ask(&mut line, path).await;
            }
            tokio::time::sleep(SECOND * 3).await;
            let mut taken = Vec::new();
            let end = timeout(SECOND * 5, line.read_to_end(&mut taken)).await;
            assert!(end.is_ok() && taken.len() < LARGE, "{path}: {} bytes", taken.len());
        }
    }

    #[tokio::test]
    async fn beyond_the_most_connections_somebody_waits_until_one_ends() {
        for (most, waits) in [(Some(1), true), (None, false)] {
            let (mut first, _stop) = open_for(most).await;
            let mut answer = [0; 1024];
            ask(&mut first, "/soon").await;
            assert!(first.read(&mut answer).await.unwrap() > 0);
            let mut second = TcpStream::connect(first.peer_addr().unwrap()).await.unwrap();
            ask(&mut second, "/soon").await;
            let early = timeout(SECOND * 3 / 4, second.read(&mut answer)).await;
            assert_eq!(early.is_err(), waits, "{most:?}; control: where there is room nobody waits");
            drop(first);
            if waits {
                let late = timeout(SECOND * 5, second.read(&mut answer)).await;
                assert!(late.unwrap().unwrap() > 0, "who waited is answered");
            }
        }
    }
}
