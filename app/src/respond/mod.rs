//! Pages for respondents: no script, nothing inline.

use server::http::{Failure, respond};

/// Draws for respondents.
pub struct RespondPages;

impl respond::Pages for RespondPages {
    fn error(&self, failure: &Failure) -> String {
        failure.code.to_owned()
    }
}
