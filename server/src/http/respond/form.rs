//! A respondent's form: names and values in their order. Names that start with `_` are the platform's own buttons and
//! fields; all others belong to questions.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};

use crate::http::Failure;

/// Most fields of one page.
const MOST: usize = 5_000;

/// What was sent.
#[derive(Clone, Debug, Default)]
pub struct Form(pub Vec<(String, String)>);

impl Form {
    /// The first value of one of the platform's own fields.
    pub fn own(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The button that was pressed.
    pub fn go(&self) -> &str {
        // The hidden first button comes first when Enter was pressed; a real button is the only one sent otherwise.
        self.own("_go").unwrap_or_default()
    }

    /// Everything that belongs to questions.
    pub fn answers(&self) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| !name.starts_with('_')).cloned().collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type"));
        }
        let unreadable = || Failure::new(StatusCode::BAD_REQUEST, "wrong-type");
        let bytes = Bytes::from_request(request, state).await.map_err(|_| unreadable())?;
        let fields: Vec<(String, String)> = serde_html_form::from_bytes(&bytes).map_err(|_| unreadable())?;
        if fields.len() > MOST {
            return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
        }
        Ok(Self(fields))
    }
}
