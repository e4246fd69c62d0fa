//! A form with one file. Reading the file is left to handlers; the plane has limited its size before.

use axum::extract::{FromRequest, Multipart, Request};

use crate::Error;
use crate::http::Failure;

/// Most parts of a form with a file.
const MOST: usize = 1_000;

/// What a form with a file sent.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
    /// The name of the file, as the browser says.
    pub name: String,
    /// The file; empty where none was chosen.
    pub bytes: Vec<u8>,
}

impl Upload {
    /// The first value of a field; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// The file as text.
    pub fn text(&self) -> crate::Result<&str> {
        let text = std::str::from_utf8(&self.bytes).map_err(|_| Error::Invalid("file-text", self.name.clone()))?;
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() { Err(self.empty()) } else { Ok(text) }
    }

    /// Refuses a form without a file, and a file without anything in it, each with its own reason.
    pub fn check(&self) -> crate::Result<()> {
        if self.bytes.is_empty() { Err(self.empty()) } else { Ok(()) }
    }

    fn empty(&self) -> Error {
        match self.name.as_str() {
            "" => Error::Invalid("file-missing", String::new()),
            name => Error::Invalid("file-empty", name.to_owned()),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let broken = |_| Failure::from(Error::Invalid("form-kind", String::new()));
        let mut form = Multipart::from_request(request, state).await.map_err(|error| broken(error.body_text()))?;
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(|error| broken(error.body_text()))? {
            if upload.fields.len() >= MOST {
                return Err(Error::Invalid("form-crowded", MOST.to_string()).into());
            }
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file) => {
                    upload.name = file;
                    upload.bytes = field.bytes().await.map_err(|error| broken(error.body_text()))?.to_vec();
                }
                None => upload.fields.push((name, field.text().await.map_err(|error| broken(error.body_text()))?)),
            }
        }
        Ok(upload)
    }
}
