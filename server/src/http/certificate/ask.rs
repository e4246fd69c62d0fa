//! Asks an ACME server: HTTPS alone, whom this machine or the given roots vouch for, one line for each question.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, Uri, header};
use hyper_util::rt::TokioIo;
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::{Error, Result};

/// Where systems keep the roots that they trust.
const ROOTS: [&str; 3] =
    ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/// How long one answer may take, and be.
const PATIENCE: Duration = Duration::from_secs(30);
const MOST: usize = 256 * 1024;

/// Somebody who asks.
pub struct Asking(TlsConnector);

/// What the server answered.
pub struct Answer {
    /// The number.
    pub status: u16,
    headers: HeaderMap,
    /// The rest.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Asking {
    /// Trusts the roots of a file, or else those of this machine.
    pub fn trusting(file: Option<&Path>) -> Result<Self> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::internal("TLS", error))?
            .with_root_certificates(roots(file)?)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// One question; a letter goes with a `POST`.
    pub async fn ask(&self, method: Method, address: &str, letter: String) -> Result<Answer> {
        match timeout(PATIENCE, self.exchange(method, address, letter)).await {
            Ok(answered) => answered,
            Err(_) => Err(refused(format_args!("no answer in time from {address}"))),
        }
    }

    async fn exchange(&self, method: Method, address: &str, letter: String) -> Result<Answer> {
        let address: Uri = address.parse().map_err(refused)?;
        let host = address.host().filter(|_| address.scheme_str() == Some("https"));
        let host = host.ok_or_else(|| refused(format_args!("not https: {address}")))?.to_owned();
        let stream = TcpStream::connect((host.as_str(), address.port_u16().unwrap_or(443))).await.map_err(refused)?;
        let name = ServerName::try_from(host).map_err(refused)?;
        let stream = self.0.connect(name, stream).await.map_err(refused)?;
        let line = hyper::client::conn::http1::handshake::<_, Body>(TokioIo::new(stream)).await;
        let (mut sender, line) = line.map_err(refused)?;
        tokio::spawn(line);
        let answered = sender.send_request(request(method, &address, letter)?).await.map_err(refused)?;
        let (head, body) = answered.into_parts();
        let body = to_bytes(Body::new(body), MOST).await.map_err(refused)?.to_vec();
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
    }
}

fn request(method: Method, address: &Uri, letter: String) -> Result<Request<Body>> {
    let host = address.authority().map(|authority| authority.as_str()).unwrap_or_default();
    Request::builder()
        .method(method)
        .uri(address.path_and_query().map_or("/", |path| path.as_str()))
        .header(header::HOST, host)
        .header(header::USER_AGENT, "tidemark")
        .header(header::CONTENT_TYPE, "application/jose+json")
        .body(Body::from(letter))
        .map_err(refused)
}

/// What the server, or the way to it, said.
pub fn refused(why: impl std::fmt::Display) -> Error {
    Error::Invalid("acme-refused", why.to_string())
}

fn roots(file: Option<&Path>) -> Result<RootCertStore> {
    let known = || ROOTS.iter().map(PathBuf::from).find(|file| file.exists());
    let file = file.map(Path::to_owned).or_else(known).ok_or(Error::Unavailable("acme-roots"))?;
    let wrong = || Error::Invalid("certificate-wrong", file.display().to_string());
    let found = CertificateDer::pem_file_iter(&file).map_err(|_| wrong())?;
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(found.filter_map(std::result::Result::ok));
    if added == 0 { Err(wrong()) } else { Ok(roots) }
}
