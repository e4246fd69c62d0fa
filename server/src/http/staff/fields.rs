//! The fields of a plain form, in the order they were sent. Reading them into numbers and choices is left to handlers.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;

use crate::http::Failure;
use crate::{Error, Result, chance, name};

/// Most fields of a form: more than any page has.
const MOST: usize = 20_000;
/// Forms of more bytes are read where waiting is allowed: a moment for them is one for every page.
const LARGE: usize = 64 * 1024;

/// What a form sent.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value of a field; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// A value that must be there; else `code`.
    pub fn required(&self, name: &str, code: &'static str) -> Result<&str> {
        match self.get(name).trim() {
            "" => Err(Error::Invalid(code, String::new())),
            value => Ok(value),
        }
    }

    /// A value that becomes a name; `missing` is the code where it is empty.
    pub fn name(&self, field: &str, missing: &'static str) -> Result<String> {
        name::checked(self.get(field), missing)
    }

    /// The id for what a form makes, as the form brought it along: sent twice, it makes one thing. A new one where it
    /// brought none.
    pub fn fresh(&self) -> String {
        Some(self.get("fresh")).filter(|id| chance::is_id(id)).map_or_else(chance::id, str::to_owned)
    }

    /// What cannot be taken back is done only where the box was ticked that says so.
    pub fn sure(&self) -> Result<()> {
        self.required("sure", "not-sure").map(drop)
    }

    /// Reads the text of a query or of a small body; nothing of one that has too many fields.
    pub fn read(text: &[u8]) -> Self {
        Self::checked(text).unwrap_or_default()
    }

    /// Reads a whole form. `form-crowded` where it has more fields than any page.
    pub async fn taken(form: Bytes) -> Result<Self> {
        if form.len() <= LARGE {
            return Self::checked(&form);
        }
        let reading = tokio::task::spawn_blocking(move || Self::checked(&form));
        reading.await.map_err(|error| Error::internal("reading a form", error))?
    }

    fn checked(text: &[u8]) -> Result<Self> {
        // Counted before any of them takes room.
        if text.iter().filter(|byte| **byte == b'&').count() >= MOST {
            return Err(Error::Invalid("form-crowded", MOST.to_string()));
        }
        Ok(Self(serde_html_form::from_bytes(text).unwrap_or_default()))
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> std::result::Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Error::Invalid("form-kind", String::new()).into());
        }
        let bytes = axum::body::to_bytes(request.into_body(), usize::MAX).await;
        let bytes = bytes.map_err(|error| Failure::from(Error::internal("form", error)))?;
        Ok(Self::taken(bytes).await?)
    }
}

#[cfg(test)]
mod tests {
    //! A program sends nothing but marks between fields.

    use super::*;

    #[tokio::test]
    async fn a_form_of_more_fields_than_any_page_has_is_not_read() {
        for large in [MOST * 2, LARGE * 4] {
            let form = Bytes::from("a&".repeat(large / 2));
            assert!(matches!(Fields::taken(form.clone()).await, Err(Error::Invalid("form-crowded", _))));
            assert!(Fields::read(&form).0.is_empty());
        }
        let many = Bytes::from(vec!["name=value"; MOST].join("&"));
        assert_eq!(Fields::taken(many).await.unwrap().0.len(), MOST, "control: as many as that are read");
    }
}
