//! The one cookie: the draft's secret, the language, which study (for the exit), a note for the next page, and until when
//! the withdraw code may be shown. It has no age, so the browser forgets it when it closes.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::seal::draft::Secret;
use crate::settings::Settings;

/// What the cookie says; an empty one says nothing.
#[derive(Clone, Debug, Default)]
pub struct Cookie {
    /// Opens the draft.
    pub secret: Option<Secret>,
    /// Language of the pages.
    pub language: String,
    /// The first letters of the study's id.
    pub study: String,
    /// What the next page should say; lower-case letters, digits and hyphens.
    pub note: String,
    /// The minute until which the withdraw code is shown, to be read by nobody but us (`thanks::limited`). Apart from the
    /// note, which changes with every page: whatever page comes between, the code is shown no longer.
    pub until: String,
}

impl Cookie {
    /// Reads the cookie; what cannot be read is not there.
    pub fn read(headers: &HeaderMap) -> Self {
        let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs
            .find(|(name, _)| matches!(*name, "__Host-s" | "s"))
            .map(|(_, value)| Self::parse(value))
            .unwrap_or_default()
    }

    fn parse(value: &str) -> Self {
        let mut parts = value.split('.');
        let mut next = || parts.next().filter(|part| is_plain(part)).unwrap_or_default();
        Self {
            secret: Secret::read(next()),
            language: next().to_owned(),
            study: next().to_owned(),
            note: next().to_owned(),
            until: next().to_owned(),
        }
    }

    /// The same with a note for the next page.
    pub fn noting(mut self, note: &str) -> Self {
        note.clone_into(&mut self.note);
        self
    }

    /// The same in another language, if that can be the tag of one.
    pub fn speaking(mut self, language: &str) -> Self {
        if is_plain(language) {
            language.clone_into(&mut self.language);
        }
        self
    }

    /// The header that sets it.
    pub fn header(&self, settings: &Settings) -> HeaderValue {
        let secret = self.secret.as_ref().map(Secret::write).unwrap_or_default();
        let value = format!("{secret}.{}.{}.{}.{}", self.language, self.study, self.note, self.until);
        set(settings, &value, "")
    }

    /// The header that takes it away.
    pub fn forget(settings: &Settings) -> HeaderValue {
        set(settings, "", "; Max-Age=0")
    }
}

/// `__Host-` needs HTTPS; on loopback the plain name serves.
fn set(settings: &Settings, value: &str, age: &str) -> HeaderValue {
    let https = Settings::https(&settings.respond_origin);
    let (name, secure) = if https { ("__Host-s", "; Secure") } else { ("s", "") };
    let text = format!("{name}={value}; Path=/{secure}; HttpOnly; SameSite=Strict{age}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("s=; Path=/; Max-Age=0"))
}

fn is_plain(part: &str) -> bool {
    part.len() <= 64 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    //! A respondent's browser sends back what it was given; a stranger sends anything.

    use super::*;

    fn reading(value: &str) -> Cookie {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, value.parse().unwrap());
        Cookie::read(&headers)
    }

    #[test]
    fn a_cookie_comes_back_as_it_was_given() {
        let given = Cookie {
            secret: Some(Secret::new()),
            language: "es".into(),
            study: "0a1b".into(),
            note: "withdrawn".into(),
            until: "0c".into(),
        };
        let value = given.secret.as_ref().unwrap().write();
        let read = reading(&format!("a=b; s={value}.es.0a1b.withdrawn.0c"));
        assert_eq!(read.secret.unwrap().id(), given.secret.unwrap().id());
        assert_eq!((read.language, read.study, read.note), (given.language, given.study, given.note));
        assert_eq!(read.until, given.until);
    }

    #[test]
    fn what_is_no_cookie_of_ours_says_nothing() {
        for wrong in ["s=", "s=x.y", "s=%00.<b>.%.\"", "t=1"] {
            assert!(reading(wrong).secret.is_none(), "{wrong}");
        }
        assert_eq!(reading("s=.<b>..").language, "");
    }
}
