//! What an installation is told from outside: where its data is, where it listens, its own address.

use std::{net::SocketAddr, path::PathBuf};

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
    /// Whether pages travel encrypted, so that cookies may be `__Host-` and `Secure`.
    pub fn https(origin: &str) -> bool {
        origin.starts_with("https://")
    }
}
