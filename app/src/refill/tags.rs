//! The tags of a page that was drawn, and their attributes: as much of HTML as our own pages are made of.

use std::ops::Range;

/// A tag of a page.
#[derive(Clone, Debug)]
pub(super) struct Tag<'a> {
    /// Where it stands.
    pub at: Range<usize>,
    /// What it is called.
    pub name: &'a str,
    /// Whether it ends an element.
    pub closes: bool,
    /// Its attributes.
    pub attributes: Vec<Attribute<'a>>,
}

/// An attribute of a tag.
#[derive(Clone, Debug)]
pub(super) struct Attribute<'a> {
    /// Where it stands in the page, without the space before it.
    pub at: Range<usize>,
    /// What it is called.
    pub name: &'a str,
    /// Its value as it is meant.
    pub value: String,
}

impl Tag<'_> {
    /// The value of an attribute; none where the tag has none of this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(|found| found.value.as_str())
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'_>> {
        self.attributes.iter().find(|found| found.name == name)
    }

    /// Whether it begins an element of this name.
    pub fn opens(&self, name: &str) -> bool {
        !self.closes && self.name == name
    }

    /// Whether it ends an element of this name.
    pub fn ends(&self, name: &str) -> bool {
        self.closes && self.name == name
    }

    /// Where a further attribute may be written: after its name.
    pub fn place(&self) -> usize {
        self.at.start + 1 + self.name.len()
    }
}

/// Every tag of a page, in order; comments are none.
pub(super) fn tags(page: &str) -> Vec<Tag<'_>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(start) = page[from..].find('<').map(|at| from + at) {
        let Some(end) = end_of(page, start) else { break };
        let inside = &page[start + 1..end - 1];
        let (closes, named) = match inside.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, inside),
        };
        let length = named.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(named.len());
        if length > 0 {
            let after = end - 1 - (named.len() - length);
            let attributes = if closes { Vec::new() } else { attributes(page, after..end - 1) };
            found.push(Tag { at: start..end, name: &named[..length], closes, attributes });
        }
        from = end;
    }
    found
}

/// Where a tag ends, after its `>`; one inside quotes ends nothing.
fn end_of(page: &str, start: usize) -> Option<usize> {
    let mut quoted = false;
    let length = page.as_bytes()[start..].iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b'>' && !quoted
    });
    length.map(|length| start + length + 1)
}

fn attributes(page: &str, within: Range<usize>) -> Vec<Attribute<'_>> {
    let (mut found, mut from) = (Vec::new(), within.start);
    while from < within.end {
        let rest = &page[from..within.end];
        let Some(skipped) = rest.find(|letter: char| !letter.is_whitespace() && letter != '/') else { break };
        let (start, rest) = (from + skipped, &rest[skipped..]);
        let length = rest.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(rest.len());
        let quoted = rest[length..].strip_prefix("=\"").and_then(|value| value.find('"').map(|end| &value[..end]));
        let end = start + length + quoted.map_or(0, |value| value.len() + 3);
        found.push(Attribute { at: start..end, name: &rest[..length], value: meant(quoted.unwrap_or_default()) });
        from = end.max(start + 1);
    }
    found
}

/// What escaped words mean.
fn meant(written: &str) -> String {
    let plain = written.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    plain.replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&")
}

/// Words as the value of an attribute.
pub(super) fn quoted(words: &str) -> String {
    words.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_our_pages_write_them() {
        let page = r#"<!doctype html><p>a &lt; b</p><!----><input id="x" value="1 &gt; 0 &amp; so" required disabled>"#;
        let found = tags(page);
        let names: Vec<_> = found.iter().map(|tag| (tag.name, tag.closes)).collect();
        assert_eq!(names, [("p", false), ("p", true), ("input", false)]);
        let input = &found[2];
        assert_eq!((input.value("value"), input.value("required")), (Some("1 > 0 & so"), Some("")));
        assert_eq!(input.value("checked"), None);
        assert_eq!(&page[input.attribute("id").unwrap().at.clone()], r#"id="x""#);
        assert_eq!(&page[input.attribute("disabled").unwrap().at.clone()], "disabled");
        assert_eq!(&page[input.place()..=input.place()], " ");
    }

    #[test]
    fn a_sign_inside_quotes_ends_no_tag() {
        let page = r#"<a href="x>y">z</a>"#;
        assert_eq!(&page[tags(page)[0].at.clone()], r#"<a href="x>y">"#);
        assert_eq!(meant(&quoted("a\"b<c>&amp;")), "a\"b<c>&amp;", "there and back");
    }
}
