//! A chart as something that can be drawn: read once, then put into a PDF as lines, or into a Word document as dots.
//! Nothing outside of the drawing is ever looked at: neither files nor fonts of the machine.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};

use super::font;
use crate::{Error, Result};

/// Dots for each unit of the drawing: sharp on paper.
const DOTS: f32 = 2.0;
/// Most dots a side may have.
const MOST: f32 = 8000.0;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for bytes in [font::REGULAR, font::BOLD] {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
    }
    fonts.set_sans_serif_family(font::FAMILY);
    fonts.set_serif_family(font::FAMILY);
    Arc::new(fonts)
});

/// Reads a drawing. Letters that the font does not have become [`font::MISSING`].
///
/// # Errors
/// When it is no SVG.
pub fn read(svg: &str) -> Result<Tree> {
    let known = rustybuzz::Face::from_slice(font::REGULAR, 0)
        .ok_or_else(|| Error::internal("the font", "it cannot be read"))?;
    let letter = |letter: char| match letter {
        letter if letter.is_ascii() || known.glyph_index(letter).is_some() => letter,
        _ => font::MISSING,
    };
    let options = Options {
        font_family: font::FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_str(&svg.chars().map(letter).collect::<String>(), &options)
        .map_err(|error| Error::internal("a chart", error))
}

/// A drawing as PNG.
///
/// # Errors
/// When it has no size.
pub fn png(tree: &Tree) -> Result<Vec<u8>> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = DOTS.min(MOST / width.max(height));
    let mut dots = Pixmap::new((width * scale).ceil() as u32, (height * scale).ceil() as u32)
        .ok_or_else(|| Error::internal("a chart", "it has no size"))?;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut dots.as_mut());
    dots.encode_png().map_err(|error| Error::internal("a chart", error))
}
