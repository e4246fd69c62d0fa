//! Days inside a sentence. A browser breaks a line after a hyphen, in the middle of a day; on paper that reads like two.

use leptos::prelude::*;

/// Letters of a day, `2026-11-28`.
const LENGTH: usize = 10;

/// The sentence with each of its days kept on one line.
pub fn days(text: String) -> impl IntoView {
    let pieces = pieces(&text).into_iter().map(|(is_day, piece)| match is_day {
        true => view! { <span class="whole">{piece.to_owned()}</span> }.into_any(),
        false => piece.to_owned().into_any(),
    });
    pieces.collect::<Vec<_>>()
}

/// What is a day, and what is not, in order.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let (mut found, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(part) = text.as_bytes().get(at..at + LENGTH) {
        if is_day(part) {
            found.extend([(false, &text[from..at]), (true, &text[at..at + LENGTH])]);
            at += LENGTH;
            from = at;
        } else {
            at += 1;
        }
    }
    found.push((false, &text[from..]));
    found.retain(|(_, piece)| !piece.is_empty());
    found
}

fn is_day(part: &[u8]) -> bool {
    part.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_inside_a_sentence() {
        let found = pieces("Größe, am 2026-11-28 und 2027-01-02.");
        let days: Vec<_> = found.iter().filter(|(is_day, _)| *is_day).map(|(_, piece)| *piece).collect();
        assert_eq!(days, ["2026-11-28", "2027-01-02"]);
        assert_eq!(found.iter().map(|(_, piece)| *piece).collect::<String>(), "Größe, am 2026-11-28 und 2027-01-02.");
        assert_eq!(pieces("555-0100-22 x"), [(false, "555-0100-22 x")], "control: a number to call is no day");
    }
}
