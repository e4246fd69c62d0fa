//! What lies around the body of a Word file: styles, foot, properties, and which part is what.

use super::super::document::Document;
use super::super::words::{Words, plain};
use super::blocks::{is, paragraph, run, spoken};
use crate::Result;
use crate::exchange::archive;
use crate::exchange::xml::Pen;

/// The names that the parts of a document come from.
pub const NAMES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", PICTURE),
];
/// What a drawing is.
pub const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A relation of a part: its id, what it is, where it lies.
type Relation = (String, String, String);

/// The parts as one file; the same parts give the same bytes.
pub fn pack(document: &Document, words: &Words, body: Vec<u8>, pictures: Vec<Vec<u8>>) -> Result<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations(&whole())),
        ("docProps/core.xml", properties(document)),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", relations(&inner(pictures.len()))),
        ("word/styles.xml", styles(&document.language)),
        ("word/settings.xml", settings(&document.language)),
        ("word/foot.xml", foot(document, words)),
    ];
    let parts = parts.into_iter().map(|(path, bytes)| (path.to_owned(), bytes));
    let pictures = (1..).zip(pictures).map(|(number, bytes)| (format!("word/{}", picture(number)), bytes));
    archive::pack(parts.chain(pictures))
}

fn picture(number: usize) -> String {
    format!("media/picture{number}.png")
}

/// Of the file: the document, and what it says of itself.
fn whole() -> Vec<Relation> {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    vec![
        ("document".into(), format!("{OFFICE}/officeDocument"), "word/document.xml".into()),
        ("core".into(), core, "docProps/core.xml".into()),
    ]
}

/// Of the document: what it looks like, its foot, its pictures.
fn inner(pictures: usize) -> Vec<Relation> {
    let parts =
        [("styles", "styles", "styles.xml"), ("settings", "settings", "settings.xml"), ("foot", "footer", "foot.xml")];
    let parts = parts.map(|(id, kind, path)| (id.to_owned(), format!("{OFFICE}/{kind}"), path.to_owned()));
    let image = |number| (format!("picture{number}"), format!("{OFFICE}/image"), picture(number));
    parts.into_iter().chain((1..=pictures).map(image)).collect()
}

fn relations(relations: &[Relation]) -> Vec<u8> {
    let mut pen = Pen::default();
    pen.open("Relationships", &[is("xmlns", format!("{PACKAGE}/relationships"))]);
    for (id, kind, target) in relations {
        pen.empty("Relationship", &[is("Id", id), is("Type", kind), is("Target", target)]);
    }
    pen.finish()
}

fn types() -> Vec<u8> {
    let mut pen = Pen::default();
    pen.open("Types", &[is("xmlns", format!("{PACKAGE}/content-types"))]);
    let endings = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
    ];
    for (ending, kind) in endings {
        pen.empty("Default", &[is("Extension", ending), is("ContentType", kind)]);
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml".to_owned();
    let parts = [
        ("/word/document.xml", format!("{WORD}.document.main+xml")),
        ("/word/styles.xml", format!("{WORD}.styles+xml")),
        ("/word/settings.xml", format!("{WORD}.settings+xml")),
        ("/word/foot.xml", format!("{WORD}.footer+xml")),
        ("/docProps/core.xml", core),
    ];
    for (path, kind) in parts {
        pen.empty("Override", &[is("PartName", path), is("ContentType", kind)]);
    }
    pen.finish()
}

fn properties(document: &Document) -> Vec<u8> {
    let mut pen = Pen::default();
    let names = [
        is("xmlns:cp", format!("{PACKAGE}/metadata/core-properties")),
        is("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    pen.open("cp:coreProperties", &names).words("dc:title", &plain(&document.title));
    pen.words("dc:language", &plain(&document.language));
    pen.finish()
}

fn settings(language: &str) -> Vec<u8> {
    let mut pen = Pen::default();
    pen.open("w:settings", &[is(NAMES[0].0, NAMES[0].1)]).open("w:compat", &[]);
    let mode =
        [is("w:name", "compatibilityMode"), is("w:uri", "http://schemas.microsoft.com/office/word"), is("w:val", 15)];
    pen.empty("w:compatSetting", &mode).close();
    pen.empty("w:themeFontLang", &[is("w:val", plain(language)), is("w:bidi", plain(language))]);
    pen.finish()
}

/// At the foot of every page: the acknowledgements, and which page it is.
fn foot(document: &Document, words: &Words) -> Vec<u8> {
    let mut pen = Pen::default();
    pen.open("w:ftr", &NAMES[..2].iter().map(|(name, value)| is(name, value)).collect::<Vec<_>>());
    for words in &document.acknowledgements {
        paragraph(&mut pen, "Footer", words, document.language_of(words));
    }
    pen.open("w:p", &[]).open("w:pPr", &[]).empty("w:pStyle", &[is("w:val", "Footer")]).close();
    let mut rest = words.page.as_str();
    while !rest.is_empty() {
        let (before, after) = rest.split_once('{').unwrap_or((rest, ""));
        if !before.is_empty() {
            run(&mut pen, before, false, None);
        }
        let (name, after) = after.split_once('}').unwrap_or(("", after));
        let field = match name {
            "page" => "PAGE",
            "pages" => "NUMPAGES",
            _ => "",
        };
        if !field.is_empty() {
            pen.open("w:fldSimple", &[is("w:instr", field)]);
            run(&mut pen, "1", false, None);
            pen.close();
        }
        rest = after;
    }
    pen.finish()
}

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    /// In half points.
    size: u32,
    bold: bool,
    italic: bool,
    /// Before and after, in twentieths of a point.
    space: (u32, u32),
    /// From the edge.
    indent: u32,
    /// How deep it stands in the outline, if it does.
    outline: Option<u32>,
    /// Whether it stays on the page of what follows.
    keep: bool,
}

const BODY: Style = Style {
    id: "BodyText",
    name: "Body Text",
    size: 22,
    bold: false,
    italic: false,
    space: (0, 120),
    indent: 0,
    outline: None,
    keep: false,
};

const STYLES: [Style; 14] = [
    BODY,
    Style { id: "Title", name: "Title", size: 40, bold: true, space: (0, 160), keep: true, ..BODY },
    Style { id: "Lead", name: "Lead", size: 24, ..BODY },
    Style {
        id: "Heading1",
        name: "heading 1",
        size: 30,
        bold: true,
        space: (320, 120),
        outline: Some(0),
        keep: true,
        ..BODY
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        size: 26,
        bold: true,
        space: (240, 100),
        outline: Some(1),
        keep: true,
        ..BODY
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        size: 22,
        bold: true,
        space: (200, 80),
        outline: Some(2),
        keep: true,
        ..BODY
    },
    Style { id: "Finding", name: "Finding", size: 24, bold: true, space: (120, 60), keep: true, ..BODY },
    Style { id: "Caption", name: "caption", size: 20, bold: true, space: (160, 80), keep: true, ..BODY },
    Style { id: "Quote", name: "Quote", italic: true, space: (120, 40), indent: 360, keep: true, ..BODY },
    Style { id: "Whose", name: "Whose", size: 20, indent: 360, ..BODY },
    Style { id: "Note", name: "Note", size: 18, space: (40, 80), ..BODY },
    Style { id: "TableHead", name: "Table Head", size: 18, bold: true, space: (20, 20), keep: true, ..BODY },
    Style { id: "TableText", name: "Table Text", size: 18, space: (20, 20), ..BODY },
    Style { id: "Footer", name: "footer", size: 16, space: (0, 20), ..BODY },
];

fn styles(language: &str) -> Vec<u8> {
    let mut pen = Pen::default();
    pen.open("w:styles", &[is(NAMES[0].0, NAMES[0].1)]);
    pen.open("w:docDefaults", &[]).open("w:rPrDefault", &[]).open("w:rPr", &[]);
    pen.empty("w:rFonts", &["w:ascii", "w:hAnsi", "w:cs"].map(|which| is(which, "Calibri")));
    spoken(&mut pen, &plain(language));
    pen.close().close().close();
    pen.open("w:style", &[is("w:type", "paragraph"), is("w:default", 1), is("w:styleId", "Normal")]);
    pen.empty("w:name", &[is("w:val", "Normal")]).empty("w:qFormat", &[]).close();
    STYLES.iter().for_each(|style| style.write(&mut pen));
    table_style(&mut pen);
    pen.finish()
}

impl Style {
    fn write(&self, pen: &mut Pen) {
        pen.open("w:style", &[is("w:type", "paragraph"), is("w:styleId", self.id)]);
        pen.empty("w:name", &[is("w:val", self.name)]).empty("w:basedOn", &[is("w:val", "Normal")]);
        pen.empty("w:qFormat", &[]).open("w:pPr", &[]);
        if self.keep {
            pen.empty("w:keepNext", &[]);
        }
        pen.empty("w:spacing", &[is("w:before", self.space.0), is("w:after", self.space.1)]);
        if self.indent > 0 {
            pen.empty("w:ind", &[is("w:left", self.indent), is("w:right", self.indent)]);
        }
        if let Some(level) = self.outline {
            pen.empty("w:outlineLvl", &[is("w:val", level)]);
        }
        pen.close().open("w:rPr", &[]);
        for (name, wanted) in [("w:b", self.bold), ("w:bCs", self.bold), ("w:i", self.italic), ("w:iCs", self.italic)] {
            if wanted {
                pen.empty(name, &[]);
            }
        }
        pen.empty("w:sz", &[is("w:val", self.size)]).empty("w:szCs", &[is("w:val", self.size)]).close().close();
    }
}

fn table_style(pen: &mut Pen) {
    pen.open("w:style", &[is("w:type", "table"), is("w:styleId", "Report")]).empty("w:name", &[is("w:val", "Report")]);
    pen.open("w:tblPr", &[]).open("w:tblBorders", &[]);
    for side in ["w:top", "w:bottom", "w:insideH"] {
        pen.empty(side, &[is("w:val", "single"), is("w:sz", 4), is("w:color", "9AA5AC")]);
    }
    pen.close().open("w:tblCellMar", &[]);
    for side in ["w:left", "w:right"] {
        pen.empty(side, &[is("w:w", 80), is("w:type", "dxa")]);
    }
    pen.close().close().open("w:tblStylePr", &[is("w:type", "firstRow")]).open("w:tcPr", &[]);
    pen.empty("w:shd", &[is("w:val", "clear"), is("w:color", "auto"), is("w:fill", "EEF1F3")]).close().close().close();
}
