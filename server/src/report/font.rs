//! The letters of reports and of pictures in them, so that a report looks the same wherever it is made and needs no font
//! of the machine. Where they come from is written beside them.

/// For running words.
pub const REGULAR: &[u8] = include_bytes!("font/DejaVuSans.ttf");
/// For headings.
pub const BOLD: &[u8] = include_bytes!("font/DejaVuSans-Bold.ttf");
/// The name of both.
pub const FAMILY: &str = "DejaVu Sans";
/// Stands for a letter that the font does not have.
pub const MISSING: char = '□';
