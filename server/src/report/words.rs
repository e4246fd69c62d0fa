//! How a document reads in a language: the few words that no document brings along, and how cells are written with them.
//! All files that people read write a cell by the same function, so that they cannot differ.

use super::document::Cell;

/// Below so many answers a percent has its counts beside it.
const FEW: u64 = 100;

/// The paper of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 8.5 by 11 inches.
    #[default]
    Letter,
    /// 210 by 297 mm.
    A4,
}

impl Paper {
    /// Width and height in points (1/72 inch).
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::Letter => (612.0, 792.0),
            Self::A4 => (595.28, 841.89),
        }
    }
}

/// The words that files add to a document, in its language. Places to fill stand in braces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In the place of a value that is hidden.
    pub hidden: String,
    /// In the place of a value that is not there.
    pub nothing: String,
    /// What parts the whole from its places: `.` or `,`.
    pub decimal: char,
    /// A percent: `{value} %`.
    pub percent: String,
    /// A part of a whole: `{count} of {base}`.
    pub of: String,
    /// Where a value lies: `{low} to {high}`.
    pub range: String,
    /// The foot of a page: `Page {page} of {pages}`.
    pub page: String,
    /// The sheet, and the last part of a report, about the release.
    pub about: String,
    /// The name of the day on which it was made.
    pub made_on: String,
    /// Heads of the parts of a cell in a spreadsheet: how many.
    pub count: String,
    /// Of how many.
    pub base: String,
    /// From.
    pub low: String,
    /// To.
    pub high: String,
    /// What each field of the data says, under its name in [`FIELDS`](super::FIELDS).
    pub fields: Vec<(String, String)>,
    /// The paper of reports.
    pub paper: Paper,
}

impl Words {
    /// A cell as people read it.
    pub fn cell(&self, cell: &Cell) -> String {
        match cell.sound() {
            Cell::Text(text) => plain(text),
            Cell::Count(count) => count.to_string(),
            Cell::Share { share, count, base } => self.share(*share, *count, *base),
            Cell::Number { value, decimals } => self.number(*value, *decimals),
            Cell::Range { low, high, decimals, percent: false } => {
                self.between(self.number(*low, *decimals), self.number(*high, *decimals))
            }
            Cell::Range { low, high, decimals, percent: true } => {
                self.between(self.percent(*low, *decimals), self.percent(*high, *decimals))
            }
            Cell::Points { by, .. } => self.number(*by * 100.0, 0),
            Cell::Between { low, high } => self.between(self.number(*low * 100.0, 0), self.number(*high * 100.0, 0)),
            Cell::Hidden => self.hidden.clone(),
            Cell::Nothing => self.nothing.clone(),
        }
    }

    fn share(&self, share: f64, count: Option<u64>, base: u64) -> String {
        let percent = self.percent(share, 0);
        match count {
            Some(count) if base < FEW => {
                let of = self.of.replace("{count}", &count.to_string()).replace("{base}", &base.to_string());
                format!("{percent} ({of})")
            }
            _ => percent,
        }
    }

    fn percent(&self, share: f64, decimals: u8) -> String {
        self.percent.replace("{value}", &self.number(share * 100.0, decimals))
    }

    fn between(&self, low: String, high: String) -> String {
        self.range.replace("{low}", &low).replace("{high}", &high)
    }

    /// A number with a true minus sign, and none before nothing.
    pub fn number(&self, value: f64, decimals: u8) -> String {
        let text = format!("{value:.*}", usize::from(decimals));
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let below = text.starts_with('-') && digits.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        let digits = digits.replace('.', &self.decimal.to_string());
        if below { format!("−{digits}") } else { digits }
    }

    /// The foot of a page.
    pub fn page(&self, page: usize, pages: usize) -> String {
        self.page.replace("{pages}", &pages.to_string()).replace("{page}", &page.to_string())
    }
}

/// Words as every file may hold them: line ends as `\n`; no control characters, none that turn the letters around them.
pub fn plain(text: &str) -> String {
    let kept = |letter: char| match letter {
        '\t' => Some(' '),
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\n' => Some('\n'),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    };
    text.replace("\r\n", "\n").chars().filter_map(kept).collect()
}

/// Whether words run from right to left: whether their first letter does.
pub fn leftward(text: &str) -> bool {
    unicode_bidi::get_base_direction(text) == unicode_bidi::Direction::Rtl
}

#[cfg(test)]
mod tests {
    //! Cells are read aloud in English and Spanish.

    use super::*;

    #[test]
    fn a_cell_reads_the_same_in_every_file_and_never_as_more_than_is_known() {
        let words = Words {
            hidden: "oculto".into(),
            decimal: ',',
            percent: "{value} %".into(),
            of: "{count} de {base}".into(),
            range: "de {low} a {high}".into(),
            ..Words::default()
        };
        let reads = |cell| words.cell(&cell);
        assert_eq!(reads(Cell::Share { share: 29.0 / 47.0, count: Some(29), base: 47 }), "62 % (29 de 47)");
        assert_eq!(reads(Cell::Share { share: 0.617, count: Some(617), base: 1000 }), "62 %");
        assert_eq!(reads(Cell::Number { value: -0.04, decimals: 1 }), "0,0");
        assert_eq!(reads(Cell::Number { value: -2.06, decimals: 1 }), "−2,1");
        let range = Cell::Range { low: -0.123, high: 0.4, decimals: 0, percent: true };
        assert_eq!(reads(range), "de −12 % a 40 %");
        assert_eq!(reads(Cell::Points { by: -0.123, test: "fisher".into(), p: Some(0.04) }), "−12");
        assert_eq!(reads(Cell::Between { low: -0.123, high: 0.4 }), "de −12 a 40");
        assert_eq!(
            (reads(Cell::Hidden).as_str(), reads(Cell::Number { value: f64::NAN, decimals: 1 })),
            ("oculto", String::new())
        );
    }

    #[test]
    fn words_lose_only_what_nobody_sees() {
        assert_eq!(plain("a\u{0}\u{202e}b\r\nc\td\u{feff}"), "ab\nc d");
        assert_eq!(plain("👩🏽‍⚕️ שלום é"), "👩🏽‍⚕️ שלום é", "control: everything else stays");
        assert!(leftward("… שלום a") && !leftward("a שלום"));
    }
}
