//! Words whose percents are not broken: a number at the end of a line without its sign is read as a count.

use leptos::prelude::*;

/// The words, each percent in one piece.
pub(super) fn whole(text: &str) -> AnyView {
    if !text.contains(SIGN) {
        return text.to_owned().into_any();
    }
    let (mut pieces, mut rest): (Vec<AnyView>, &str) = (Vec::new(), text);
    // Words that are empty would be drawn as a blank.
    let plain = |words: &str| (!words.is_empty()).then(|| words.to_owned().into_any());
    while let Some(at) = rest.find(SIGN) {
        let begins = |(_, letter): &(usize, char)| letter.is_whitespace() || *letter == '(';
        let blank = rest[..at].char_indices().rev().find(begins);
        let (from, until) = (blank.map_or(0, |(place, letter)| place + letter.len_utf8()), at + SIGN.len());
        pieces.extend(plain(&rest[..from]));
        pieces.push(view! { <span class="whole">{rest[from..until].to_owned()}</span> }.into_any());
        rest = &rest[until..];
    }
    pieces.extend(plain(rest));
    pieces.into_any()
}

/// What follows a number.
const SIGN: &str = " %";

#[cfg(test)]
mod tests {
    //! A sentence with percents in the middle and in brackets, and one without.

    use super::*;

    #[test]
    fn a_percent_stays_with_its_number() {
        let html = |text: &str| Owner::new().with(|| whole(text).to_html()).replace("<!>", "");
        let piece = |percent: &str| format!("<span class=\"whole\">{percent}</span>");
        let said = html("47 % (56 of 120) in Autumn, 29 % in Spring; 60 of 80 answered (75 %).");
        let expected = format!(
            "{} (56 of 120) in Autumn, {} in Spring; 60 of 80 answered ({}).",
            piece("47 %"),
            piece("29 %"),
            piece("75 %")
        );
        assert_eq!(said, expected);
        assert_eq!(html("More people say yes."), "More people say yes.");
        assert!(html("<b> 5 %").starts_with("&lt;b&gt; "), "what people typed stays words");
    }
}
