//! Noted pages become a file: marks with their tags, the foot of every page, the outline, what the file says of itself.

use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagKind, TagTree};
use krilla::{Document as File, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::super::document::Document;
use super::super::words::{Words, leftward, plain};
use super::lettering::{Lettering, Line, Look};
use super::sheet::{Child, Ink, MARGIN, Mark, Sheet};
use crate::{Error, Result};

const INK: (u8, u8, u8) = (0x1d, 0x2a, 0x33);
const SHADE: (u8, u8, u8) = (0xee, 0xf1, 0xf3);
const RULE: (u8, u8, u8) = (0xb5, 0xbf, 0xc5);

/// The file.
pub fn draw(document: &Document, words: &Words, letters: &Lettering, mut sheet: Sheet) -> Result<Vec<u8>> {
    let broken = |error: String| Error::internal("a report", error);
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| broken(format!("{error:?}")))?;
    let mut file = File::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    file.set_metadata(metadata(document));
    let mut read: Vec<Option<Identifier>> = vec![None; sheet.read];
    let pages = std::mem::take(&mut sheet.pages);
    let many = pages.len();
    for (number, marks) in (1..).zip(pages) {
        let settings = PageSettings::from_wh(sheet.size.0, sheet.size.1);
        let mut page = file.start_page_with(settings.ok_or_else(|| broken("a page has no size".into()))?);
        let mut surface = page.surface();
        for mark in marks {
            let place = mark.read;
            let identifier = put(&mut surface, letters, mark);
            if let Some(slot) = place.and_then(|place| read.get_mut(place)) {
                *slot = Some(identifier);
            }
        }
        foot(&mut surface, letters, &sheet, &words.page(number, many));
        surface.finish();
        page.finish();
    }
    file.set_outline(outline(&sheet));
    let mut tree = TagTree::new().with_lang(Some(or(plain(&document.language), "und")));
    sheet.top.iter().filter_map(|part| group(&sheet, &read, *part)).for_each(|group| tree.push(group));
    file.set_tag_tree(tree);
    file.finish().map_err(|error| broken(format!("{error:?}")))
}

fn metadata(document: &Document) -> Metadata {
    let direction = if leftward(&document.title) { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
    // A tagged file must have a title and a language.
    let title = or(plain(&document.title), "Tidemark");
    let metadata = Metadata::new()
        .title(title)
        .language(or(plain(&document.language), "und"))
        .text_direction(direction)
        .producer("Tidemark".to_owned());
    match day(&document.made_on) {
        Some((year, month, day)) => metadata.creation_date(DateTime::new(year).month(month).day(day)),
        None => metadata,
    }
}

fn or(words: String, instead: &str) -> String {
    if words.trim().is_empty() { instead.to_owned() } else { words }
}

fn day(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

fn colour(surface: &mut Surface, (red, green, blue): (u8, u8, u8)) {
    surface.set_fill(Some(Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }));
}

/// Draws a mark and gives back what it is known by.
fn put(surface: &mut Surface, letters: &Lettering, Mark { x, y, ink, read }: Mark) -> Identifier {
    let aside = ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout));
    let tag = match (&ink, read) {
        (_, None) => aside,
        (Ink::Words(..), Some(_)) => ContentTag::Span(SpanTag::empty()),
        (_, Some(_)) => ContentTag::Other,
    };
    let identifier = surface.start_tagged(tag);
    match ink {
        Ink::Words(line, look) => write(surface, letters, &line, look, (x, y)),
        Ink::Surface(width, height) => {
            colour(surface, if height < 1.0 { RULE } else { SHADE });
            fill(surface, Rect::from_xywh(x, y, width, height));
        }
        Ink::Chart(tree, width, height) => {
            surface.push_transform(&Transform::from_translate(x, y));
            if let Some(size) = Size::from_wh(width, height) {
                let _ = surface.draw_svg(&tree, size, SvgSettings::default());
            }
            surface.pop();
        }
    }
    surface.end_tagged();
    identifier
}

fn fill(surface: &mut Surface, area: Option<Rect>) {
    let mut path = PathBuilder::new();
    area.into_iter().for_each(|area| path.push_rect(area));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn write(surface: &mut Surface, letters: &Lettering, line: &Line, look: Look, (x, y): (f32, f32)) {
    colour(surface, INK);
    let runs = letters.runs(line, look.bold);
    let wide: f32 = runs.iter().map(|run| run.width * look.size).sum();
    let mut x = if line.leftward { x - wide } else { x };
    for run in runs {
        let at = Point::from_xy(x, y);
        surface.draw_glyphs(at, &run.glyphs, letters.font(look.bold), run.text, look.size, false);
        x += run.width * look.size;
    }
}

fn foot(surface: &mut Surface, letters: &Lettering, sheet: &Sheet, page: &str) {
    let look = sheet.foot_look;
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let mut y = sheet.bottom() + 10.0 + look.size;
    for line in &sheet.foot {
        let x = if line.leftward { sheet.size.0 - MARGIN } else { MARGIN };
        write(surface, letters, line, look, (x, y));
        y += look.leading();
    }
    let page = Line { text: plain(page), leftward: leftward(page) };
    let wide = letters.width(&page.text, look);
    let x = if page.leftward { MARGIN + wide } else { sheet.size.0 - MARGIN - wide };
    write(surface, letters, &page, look, (x, y));
    surface.end_tagged();
}

fn outline(sheet: &Sheet) -> Outline {
    let mut outline = Outline::new();
    for entry in &sheet.outline {
        let place = XyzDestination::new(entry.page, Point::from_xy(MARGIN, entry.y));
        outline.push_child(OutlineNode::new(entry.text.clone(), place));
    }
    outline
}

/// A part with everything in it; none where nothing of it was drawn, unless it is a cell, which keeps its place.
fn group(sheet: &Sheet, read: &[Option<Identifier>], part: usize) -> Option<TagGroup> {
    let part = sheet.parts.get(part)?;
    let mut group = TagGroup::new(part.tag.clone());
    for child in &part.children {
        let child: Option<Node> = match child {
            Child::Part(number) => self::group(sheet, read, *number).map(Into::into),
            Child::Mark(number) => read.get(*number).copied().flatten().map(Into::into),
        };
        child.into_iter().for_each(|child| group.push(child));
    }
    let cell = matches!(part.tag, TagKind::TH(_) | TagKind::TD(_));
    (cell || !group.children.is_empty()).then_some(group)
}
