//! What an installation is told from outside: where its data is, where it listens, its own address.

use std::{net::SocketAddr, path::PathBuf};

use crate::{Error, Result};

/// Settings of one running program.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The data folder: database, key of the installation, temporary files of exports.
    pub data: PathBuf,
    /// Where respondents are served.
    pub respond: SocketAddr,
    /// Where staff are served.
    pub staff: SocketAddr,
    /// Which planes this process serves.
    pub planes: Planes,
    /// The address that respondents type, `https://…` without a slash at its end; the only source of absolute links.
    pub respond_origin: String,
    /// The address that staff type.
    pub staff_origin: String,
    /// Certificate chain and key (PEM), when this process speaks HTTPS itself.
    pub certificate: Option<(PathBuf, PathBuf)>,
    /// From where certificates come by themselves, for planes whose address begins with `https://`.
    pub acme: Option<Acme>,
    /// Whether the first start offers the recovery kit on three sheets before one.
    pub in_three: bool,
    /// Which database keeps everything.
    pub database: Database,
    /// How the respondent plane reaches it, where that plane is a role of its own there.
    pub respond_database: Option<Address>,
}

/// Which database keeps everything.
#[derive(Clone, Debug, Default)]
pub enum Database {
    /// SQLite: a file in the data folder.
    #[default]
    Folder,
    /// PostgreSQL, by its address.
    Postgres(Address),
}

/// The address of a database server. It holds a password, so it is never shown.
#[derive(Clone)]
pub struct Address(Box<str>);

impl Address {
    /// The whole of it, to connect.
    pub fn told(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("postgres://…")
    }
}

impl Database {
    /// What `DATABASE_URL` says; the file in the data folder where it says nothing. It is told by the environment, since
    /// every user of a machine can read the flags of a program.
    pub fn told() -> Result<Self> {
        Self::named(DATABASE_URL)
    }

    fn named(variable: &str) -> Result<Self> {
        match std::env::var_os(variable) {
            None => Ok(Self::Folder),
            Some(address) => Self::of(address.to_str().ok_or(Error::Unavailable("database-address"))?),
        }
    }

    /// The database with this address.
    pub fn of(address: &str) -> Result<Self> {
        match address.trim() {
            "" | "sqlite:" | "sqlite://" => Ok(Self::Folder),
            server if server.starts_with("postgres://") || server.starts_with("postgresql://") => {
                Ok(Self::Postgres(Address(server.into())))
            }
            _ => Err(Error::Unavailable("database-address")),
        }
    }
}

/// The variable of the environment that tells which database keeps everything.
pub const DATABASE_URL: &str = "DATABASE_URL";

/// The variable that tells how the respondent plane reaches it, as a role of its own.
pub const RESPOND_DATABASE_URL: &str = "TIDEMARK_RESPOND_DATABASE_URL";

/// What `TIDEMARK_RESPOND_DATABASE_URL` says; nothing where it is not set.
pub fn respond_database() -> Result<Option<Address>> {
    match Database::named(RESPOND_DATABASE_URL)? {
        Database::Folder => Ok(None),
        Database::Postgres(address) => Ok(Some(address)),
    }
}

/// A server that gives certificates (RFC 8555).
#[derive(Clone, Debug)]
pub struct Acme {
    /// The address of its directory, https.
    pub directory: String,
    /// Roots (PEM) that say who the server is; those that this machine trusts where there are none.
    pub roots: Option<PathBuf>,
    /// Whom the server may write to (`mailto:…`).
    pub contact: Option<String>,
}

/// Which planes a process serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planes {
    /// Both, on two listeners.
    Both,
    /// Only respondents.
    Respond,
    /// Only staff.
    Staff,
}

impl Settings {
    /// Whether an origin is this machine itself, which nobody reaches from elsewhere.
    pub fn is_near(origin: &str) -> bool {
        let host = origin.split_once("://").map_or("", |(_, rest)| rest);
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|near| {
            host.strip_prefix(near)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(':') || rest.starts_with('/'))
        })
    }

    /// Whether an origin is an onion service (version 3, 56 letters). The name is the service's own key and Tor encrypts
    /// to it from end to end, so plain HTTP inside needs no certificate; and there is no other network on which a
    /// browser could be led to it, so nothing is told to come by HTTPS only.
    pub fn is_onion(origin: &str) -> bool {
        let host = origin.strip_prefix("http://").unwrap_or_default();
        let key = host.strip_suffix(".onion").and_then(|name| name.rsplit('.').next()).unwrap_or_default();
        key.len() == 56 && key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'))
    }

    /// The origin of a plane whose certificate comes by itself.
    pub fn comes_by_acme<'a>(&self, origin: &'a str) -> Option<&'a str> {
        (self.acme.is_some() && Self::https(origin)).then_some(origin)
    }

    /// Whether pages travel encrypted, so that cookies may be `__Host-` and `Secure`.
    pub fn https(origin: &str) -> bool {
        origin.starts_with("https://")
    }
}

/// The origin of a plane that listens at `address`. Plain HTTP is for this machine alone: an address that others can
/// reach needs a certificate, or `given`, the https address of the proxy that stands in front, or of the onion service
/// whose Tor runs on this machine.
pub fn origin(given: Option<&str>, address: SocketAddr, certificate: bool) -> Result<String> {
    let scheme = if certificate { "https" } else { "http" };
    match given {
        Some(given) => whole(given).filter(|origin| {
            let plain = Settings::is_near(origin) || Settings::is_onion(origin);
            Settings::https(origin) || plain && !certificate && address.ip().is_loopback()
        }),
        None if address.ip().is_loopback() => return Ok(format!("{scheme}://{address}")),
        None if certificate => return Err(Error::Invalid("origin-needed", address.to_string())),
        None => return Err(Error::Invalid("plain-elsewhere", address.to_string())),
    }
    .ok_or_else(|| Error::Invalid("origin-wrong", given.unwrap_or_default().to_owned()))
}

/// A whole origin as browsers say it: scheme, host, and a port that is not the scheme's own; nothing after it.
fn whole(given: &str) -> Option<String> {
    let given = given.trim().to_ascii_lowercase();
    let (scheme, rest) = given.split_once("://")?;
    let usual = match scheme {
        "https" => "443",
        "http" => "80",
        _ => return None,
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let numbered = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
    (is_host(host) && numbered).then(|| format!("{scheme}://{host}{port}"))
}

/// A name of letters, digits and hyphens between dots, or an address in square brackets.
fn is_host(host: &str) -> bool {
    if let Some(inside) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return inside.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    host.len() <= 253 && host.split('.').all(|label| !label.is_empty() && label.len() <= 63 && label.bytes().all(fine))
}

#[cfg(test)]
mod tests {
    //! A coordinator tells the program where it listens and what people type.

    use super::*;

    const NEAR: &str = "127.0.0.1:8010";
    const EVERYWHERE: &str = "0.0.0.0:8010";

    fn told(given: Option<&str>, address: &str, certificate: bool) -> std::result::Result<String, &'static str> {
        origin(given, address.parse().unwrap(), certificate).map_err(|error| match error {
            Error::Invalid(code, _) => code,
            _ => "another error",
        })
    }

    #[test]
    fn an_address_of_this_machine_is_known_as_such() {
        assert!(["http://127.0.0.1:8010", "http://localhost:8010", "http://[::1]"].into_iter().all(Settings::is_near));
        let others = ["https://questions.example.org", "https://10.0.0.7", "https://localhost.example.org", ""];
        assert!(!others.into_iter().any(Settings::is_near));
    }

    #[test]
    fn plain_http_is_spoken_on_this_machine_only() {
        assert_eq!(told(None, NEAR, false), Ok("http://127.0.0.1:8010".into()));
        assert_eq!(told(None, "[::1]:8010", false), Ok("http://[::1]:8010".into()));
        for address in [EVERYWHERE, "192.168.1.4:80", "[::]:8010"] {
            assert_eq!(told(None, address, false), Err("plain-elsewhere"), "{address}");
        }
        assert_eq!(told(Some("http://questions.example"), EVERYWHERE, false), Err("origin-wrong"));
        assert_eq!(told(Some("http://questions.example"), NEAR, false), Err("origin-wrong"));
        assert_eq!(told(Some("http://127.0.0.1:8010"), EVERYWHERE, false), Err("origin-wrong"));
        assert_eq!(told(Some("http://localhost:8010"), NEAR, false), Ok("http://localhost:8010".into()));
    }

    #[test]
    fn behind_a_proxy_the_https_address_is_enough() {
        let origin = Some("https://questions.example.org");
        assert_eq!(told(origin, NEAR, false), Ok("https://questions.example.org".into()));
        assert_eq!(told(origin, EVERYWHERE, false), Ok("https://questions.example.org".into()));
    }

    #[test]
    fn an_onion_service_needs_no_certificate_and_its_tor_runs_on_this_machine() {
        let key = "duckaduckaduckaduckaduckaduckaduckaduckaduckaduckaduckad";
        let onion = format!("http://{key}.onion");
        assert_eq!(key.len(), 56);
        assert_eq!(told(Some(&onion), NEAR, false), Ok(onion.clone()));
        assert_eq!(
            told(Some(&format!("http://staff.{key}.onion/")), NEAR, false),
            Ok(format!("http://staff.{key}.onion"))
        );
        assert_eq!(told(Some(&onion), EVERYWHERE, false), Err("origin-wrong"), "nobody else reaches the plain address");
        assert_eq!(told(Some(&onion), NEAR, true), Err("origin-wrong"));
        let short =
            [format!("http://{}.onion", &key[1..]), format!("http://{key}.onion.example"), "http://.onion".into()];
        for wrong in short {
            assert_eq!(told(Some(&wrong), NEAR, false), Err("origin-wrong"), "{wrong}");
        }
    }

    #[test]
    fn with_a_certificate_the_address_that_people_type_is_https() {
        assert_eq!(told(None, NEAR, true), Ok("https://127.0.0.1:8010".into()));
        assert_eq!(told(None, EVERYWHERE, true), Err("origin-needed"));
        assert_eq!(told(Some("http://localhost:8010"), NEAR, true), Err("origin-wrong"));
    }

    #[test]
    fn an_origin_is_scheme_host_and_port_and_nothing_else() {
        let typed = |given| told(Some(given), EVERYWHERE, false);
        assert_eq!(typed("HTTPS://Questions.Example.org:443/"), Ok("https://questions.example.org".into()));
        assert_eq!(typed("https://[2001:db8::1]:8443"), Ok("https://[2001:db8::1]:8443".into()));
        for wrong in [
            "questions.example.org",
            "https://",
            "https:///",
            "ftp://questions.example.org",
            "https://questions.example.org/s",
            "https://questions.example.org//",
            "https://questions.example.org?x",
            "https://questions.example.org#x",
            "https://me@questions.example.org",
            "https://questions.example.org:",
            "https://questions.example.org:0",
            "https://questions.example.org:99999",
            "https://questions..example.org",
            "https://preguntas.españa.example",
            "https://[::1",
            "https://a b",
        ] {
            assert_eq!(typed(wrong), Err("origin-wrong"), "{wrong}");
        }
    }
}
