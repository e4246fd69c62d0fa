//! QR codes as SVG, drawn as one path so that a page needs neither script nor inline style.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::{Error, Result};

/// Empty modules around the code, which readers need.
const QUIET: i32 = 4;

/// The code for `text` (an address) as an SVG file.
pub fn svg(text: &str) -> Result<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|error| Error::internal("QR code", error))?;
    let side = code.size() + 2 * QUIET;
    let path: String = dark(&code).map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET)).collect();
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

fn dark(code: &QrCode) -> impl Iterator<Item = (i32, i32)> + '_ {
    (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y))).filter(|&(x, y)| code.get_module(x, y))
}

#[cfg(test)]
mod tests {
    //! A coordinator prints a poster; respondents point their phones at it.

    use super::*;

    #[test]
    fn the_picture_has_the_code_s_modules_its_finders_and_a_quiet_margin() {
        let text = "https://example.org/s/maple";
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let drawn = svg(text).unwrap();
        let side = code.size() + 8;
        assert!(drawn.contains(&format!("viewBox=\"0 0 {side} {side}\"")));
        assert_eq!(drawn.matches("h1v1h-1z").count(), dark(&code).count());
        assert!(drawn.contains("M4 4h1"), "the corner of the first finder stands right behind the margin");
        assert!(!drawn.contains("style") && !drawn.contains("script"));
    }
}
