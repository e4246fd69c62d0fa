//! Accepts connections, with deadlines on headers, bodies and whole connections, TLS when there is a certificate,
//! and a graceful stop: what has begun is finished, nothing new is taken.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use crate::{Error, Result};

const HEADER_DEADLINE: Duration = Duration::from_secs(10);
const CONNECTION_DEADLINE: Duration = Duration::from_secs(120);
const STOP_DEADLINE: Duration = Duration::from_secs(8);

/// A bound address with its certificate.
pub struct Listener {
    socket: TcpListener,
    tls: Option<TlsAcceptor>,
}

impl Listener {
    /// Binds an address; a port in use is `port-in-use` with the address.
    pub async fn bind(
        address: SocketAddr,
        certificate: Option<&(std::path::PathBuf, std::path::PathBuf)>,
    ) -> Result<Self> {
        let tls = certificate.map(|(chain, key)| acceptor(chain, key)).transpose()?;
        let socket = TcpListener::bind(address).await.map_err(|error| explain(&error, address))?;
        Ok(Self { socket, tls })
    }

    /// The address in fact (a port 0 was chosen by the system).
    pub fn address(&self) -> Result<SocketAddr> {
        self.socket.local_addr().map_err(|error| Error::internal("the listener's address", error))
    }

    /// Serves until `stop` turns true, then finishes what has begun.
    pub async fn serve(self, router: Router, mut stop: watch::Receiver<bool>) {
        let graceful = GracefulShutdown::new();
        loop {
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                _ = stop.wait_for(|stopping| *stopping) => break,
            };
            match accepted {
                Ok((stream, _)) => {
                    tokio::spawn(speak(stream, self.tls.clone(), router.clone(), graceful.watcher()));
                }
                // Too many open files: waiting gives the others time to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        drop(self.socket);
        let _ = timeout(STOP_DEADLINE, graceful.shutdown()).await;
    }
}

/// One connection, from handshake to end. Its errors are the visitor's: nothing is logged, not even an address.
async fn speak(stream: TcpStream, tls: Option<TlsAcceptor>, router: Router, watcher: Watcher) {
    let _ = stream.set_nodelay(true);
    match tls {
        None => answer(stream, router, watcher).await,
        Some(tls) => {
            if let Ok(Ok(stream)) = timeout(HEADER_DEADLINE, tls.accept(stream)).await {
                answer(stream, router, watcher).await;
            }
        }
    }
}

async fn answer(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, router: Router, watcher: Watcher) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_DEADLINE)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let _ = timeout(CONNECTION_DEADLINE, watcher.watch(connection)).await;
}

fn explain(error: &std::io::Error, address: SocketAddr) -> Error {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => Error::Invalid("port-in-use", address.to_string()),
        std::io::ErrorKind::PermissionDenied => Error::Invalid("port-refused", address.to_string()),
        _ => Error::Invalid("address-wrong", address.to_string()),
    }
}

fn acceptor(chain: &Path, key: &Path) -> Result<TlsAcceptor> {
    let wrong = |path: &Path| Error::Invalid("certificate-wrong", path.display().to_string());
    let certificates = CertificateDer::pem_file_iter(chain)
        .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>)
        .map_err(|_| wrong(chain))?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|_| wrong(key))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| wrong(chain))?
        .with_no_client_auth()
        .with_single_cert(certificates, private)
        .map_err(|_| wrong(chain))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
