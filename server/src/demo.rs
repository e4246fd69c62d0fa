//! A throw-away installation with invented people and words, for `tidemark demo`.

use std::sync::Arc;

use crate::{Result, http::State};

/// Something to open in a browser.
#[derive(Clone, Debug)]
pub enum Link {
    /// Printed as `answer <study> <instrument> <site> <address>`.
    Answer {
        /// The study's name, without spaces.
        study: String,
        /// The instrument's id.
        instrument: String,
        /// The site's name, without spaces.
        site: String,
        /// The whole address.
        address: String,
    },
    /// Printed as `staff <address> <name> <passphrase>`.
    Staff {
        /// The whole address.
        address: String,
        /// Who signs in.
        name: String,
        /// With what.
        passphrase: String,
    },
}

/// Fills an empty installation and tells its links.
pub async fn build(_state: &Arc<State>) -> Result<Vec<Link>> {
    Ok(Vec::new())
}
