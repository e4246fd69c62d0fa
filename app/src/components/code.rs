//! A code as every page shows it: its name with its colour, and a shape that only this colour has, so that colour is
//! never the only sign. The colours themselves are classes of `coding.css` (`ink-0` to `ink-11`).

use leptos::prelude::*;

/// The shape of each of the twelve colours, by its number.
pub const SHAPES: [&str; 12] = ["●", "■", "▲", "◆", "★", "✚", "○", "□", "△", "◇", "☆", "✛"];

/// The class of a colour.
pub fn ink(colour: u8) -> String {
    format!("ink-{}", usize::from(colour) % SHAPES.len())
}

/// The shape in its colour; hidden from screen readers, which have the name.
pub fn shape(colour: u8) -> impl IntoView + use<> {
    let class = format!("shape {}", ink(colour));
    view! { <span class=class aria-hidden="true">{SHAPES[usize::from(colour) % SHAPES.len()]}</span> }
}

/// The name with its shape.
pub fn chip(name: &str, colour: u8) -> impl IntoView + use<> {
    let class = format!("chip {}", ink(colour));
    view! { <span class=class>{shape(colour)} " " <bdi>{name.to_owned()}</bdi></span> }
}

/// The name with its shape as a link.
pub fn link(address: String, name: &str, colour: u8) -> impl IntoView + use<> {
    view! { <a class="chip-link" href=address>{chip(name, colour)}</a> }
}

#[cfg(test)]
mod tests {
    //! Somebody who does not tell colours apart looks at codes.

    use super::*;

    #[test]
    fn every_colour_has_a_shape_of_its_own() {
        let shapes: std::collections::BTreeSet<&str> = SHAPES.into_iter().collect();
        assert_eq!(shapes.len(), SHAPES.len());
        let html = Owner::new().with(|| chip("A <b>", 14).to_html());
        assert!(html.contains("ink-2") && html.contains("▲") && html.contains("A &lt;b"), "{html}");
    }
}
