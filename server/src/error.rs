//! What can go wrong behind a page. Sentences for people stand in `app/src/locales`; nothing here is shown as it is.

/// The outcome that a handler turns into a page with a status.
#[derive(Debug)]
pub enum Error {
    /// There is no such thing, or not for this person (404: strangers learn nothing).
    NotFound,
    /// Known person, but the role does not allow it (403).
    Forbidden,
    /// Somebody else was first, or it was done before (409); the code names the sentence.
    Conflict(&'static str),
    /// The input is wrong (422); the code names the sentence, the text is the value it mentions.
    Invalid(&'static str, String),
    /// Instrument or import problems, each with its place (422).
    Problems(Vec<instruments::Problem>),
    /// The study must be unlocked first (303 to the unlock page).
    Locked,
    /// Not now: disk full, shutting down (503).
    Unavailable(&'static str),
    /// Our fault; the text goes to the log of the operator, never to a page (500).
    Internal(String),
}

/// Shorthand for results of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Wraps an unexpected failure with what was being done.
    pub fn internal(doing: &str, cause: impl std::fmt::Display) -> Self {
        Self::Internal(format!("{doing}: {cause}"))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => formatter.write_str("not found"),
            Self::Forbidden => formatter.write_str("not allowed"),
            Self::Conflict(code) => write!(formatter, "conflict: {code}"),
            Self::Invalid(code, value) => write!(formatter, "invalid: {code} {value}"),
            Self::Problems(problems) => write!(formatter, "{} problems", problems.len()),
            Self::Locked => formatter.write_str("locked"),
            Self::Unavailable(code) => write!(formatter, "unavailable: {code}"),
            Self::Internal(text) => write!(formatter, "internal: {text}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        crate::store::disk::explain(&error)
    }
}
