//! Words of the page: which are selected, and selecting some. Places are counted in UTF-16 units of the passage.

use std::ops::Range;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{self, CharacterData, Document, Element, HtmlElement, Node};

/// Words that are about to be coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// The passage.
    pub passage: String,
    /// Where in it.
    pub range: Range<u32>,
    /// The id of the element that holds the first of them.
    pub element: String,
    /// The words.
    pub text: String,
}

pub fn document() -> Document {
    leptos::prelude::document()
}

/// An element by its id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The element, or the one around it, that a selector fits.
pub fn around(node: &Node, selector: &str) -> Option<HtmlElement> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest(selector).ok()??.dyn_into().ok()
}

/// Whether a node is, or stands in, what a selector fits.
pub fn is(at: &Node, selector: &str) -> bool {
    around(at, selector).is_some()
}

/// Elements that a selector fits, in the order of the page.
pub fn all(selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

/// What is selected on the page, if it is words of a passage.
pub fn picked() -> Option<Picked> {
    let selection = document().get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
    let first = around(&start, ".words");
    let last = around(&end, ".words");
    let element = first.clone().or_else(|| last.clone())?;
    let passage = passage(&element);
    let from = if first.is_some() { length(&element, &start, range.start_offset().ok()?) } else { 0 };
    // What goes on into another passage ends with this one.
    let last = last.filter(|last| self::passage(last) == passage);
    let to = match &last {
        Some(last) => base(last) + length(last, &end, range.end_offset().ok()?),
        None => base(&element) + whole(&element),
    };
    let range = base(&element) + from..to;
    let text = String::from(selection.to_string());
    (range.start < range.end).then(|| Picked { passage, range, element: element.id(), text })
}

/// The passage whose words an element holds.
pub fn passage(words: &HtmlElement) -> String {
    words.get_attribute("data-passage").unwrap_or_default()
}

/// Units of the passage before an element's words.
pub fn base(words: &HtmlElement) -> u32 {
    words.get_attribute("data-units").and_then(|units| units.parse().ok()).unwrap_or(0)
}

/// The words of an element, in UTF-16 units.
pub fn units(words: &HtmlElement) -> Vec<u16> {
    words.text_content().unwrap_or_default().encode_utf16().collect()
}

fn whole(words: &HtmlElement) -> u32 {
    length(words, words, words.child_nodes().length())
}

/// Units from the beginning of an element to a place in it.
fn length(words: &HtmlElement, node: &Node, offset: u32) -> u32 {
    let measured = || {
        let range = document().create_range().ok()?;
        range.set_start(words, 0).ok()?;
        range.set_end(node, offset).ok()?;
        Some(range.to_string().length())
    };
    measured().unwrap_or(0)
}

/// Selects words of an element and brings them into sight.
pub fn select(words: &HtmlElement, range: &Range<usize>) -> Option<()> {
    let selection = document().get_selection().ok()??;
    let (start, from) = place(words, range.start as u32, false)?;
    let (end, to) = place(words, range.end as u32, true)?;
    selection.set_base_and_extent(&start, from, &end, to).ok()?;
    bring(&selection)
}

/// The text node of a place, and where in it; an end belongs to the node that it ends.
fn place(words: &HtmlElement, at: u32, is_end: bool) -> Option<(Node, u32)> {
    const TEXT: u32 = 4;
    let walker = document().create_tree_walker_with_what_to_show(words, TEXT).ok()?;
    let mut left = at;
    while let Some(node) = walker.next_node().ok()? {
        let length = node.unchecked_ref::<CharacterData>().length();
        if left < length || is_end && left == length {
            return Some((node, left));
        }
        left -= length;
    }
    None
}

/// Scrolls until the selection stands between the heading above and the pad below.
fn bring(selection: &web_sys::Selection) -> Option<()> {
    let window = web_sys::window()?;
    let rectangle = selection.get_range_at(0).ok()?.get_bounding_client_rect();
    let bottom = by_id("pad").map_or(0.0, |pad| pad.get_bounding_client_rect().top());
    let top = 90.0;
    if rectangle.bottom() > bottom - 10.0 {
        window.scroll_by_with_x_and_y(0.0, rectangle.bottom() - bottom + 60.0);
    } else if rectangle.top() < top {
        window.scroll_by_with_x_and_y(0.0, rectangle.top() - top - 40.0);
    }
    Some(())
}

/// Lets nothing be selected.
pub fn deselect() {
    if let Ok(Some(selection)) = document().get_selection() {
        let _ = selection.remove_all_ranges();
    }
}

/// Paints what is selected, so that it is seen while a field has the focus; with nothing selected paints nothing. Only
/// in browsers that can.
pub fn paint() -> Option<()> {
    let window = web_sys::window()?;
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok().filter(|found| found.is_truthy());
    let highlights = get(&get(&window, "CSS")?, "highlights")?;
    let selection = document().get_selection().ok()??;
    let make: js_sys::Function = get(&window, "Highlight")?.dyn_into().ok()?;
    let ranges = js_sys::Array::new();
    if selection.range_count() > 0 && !selection.is_collapsed() {
        ranges.push(&selection.get_range_at(0).ok()?.clone_range());
    }
    let highlight = js_sys::Reflect::construct(&make, &ranges).ok()?;
    let set: js_sys::Function = get(&highlights, "set")?.dyn_into().ok()?;
    set.call2(&highlights, &"picked".into(), &highlight).ok()?;
    Some(())
}
