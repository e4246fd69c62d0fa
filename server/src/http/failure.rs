//! An [`Error`] as an answer: a status now, a page once the plane's `error` has drawn it.
//!
//! Handlers return [`crate::Result`] and use `?`; nothing of an internal error reaches a page.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::Error;

/// What an error page may say.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The status of the answer.
    pub status: StatusCode,
    /// The key of the sentence: `error-<code>`.
    pub code: &'static str,
    /// The value that the sentence mentions.
    pub value: String,
    /// Instrument or import problems, each with its place.
    pub problems: Vec<instruments::Problem>,
    /// The first language that the browser asks for (`es`), `en` when it asks for none.
    pub language: String,
    /// The path that was asked for.
    pub path: String,
}

impl Failure {
    /// A failure without a value.
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, value: String::new(), problems: Vec::new(), language: "en".into(), path: String::new() }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::new(StatusCode::NOT_FOUND, "not-found"),
            Error::Forbidden => Self::new(StatusCode::FORBIDDEN, "forbidden"),
            Error::Conflict(code) => Self::new(StatusCode::CONFLICT, code),
            Error::Invalid(code, value) => Self { value, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, code) },
            Error::Problems(problems) => Self { problems, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "problems") },
            Error::Locked => Self::new(StatusCode::CONFLICT, "locked"),
            Error::Unavailable(code) => Self::new(StatusCode::SERVICE_UNAVAILABLE, code),
            Error::Internal(text) => {
                crate::terminal::report("pages", &text);
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        Failure::from(self).into_response()
    }
}
