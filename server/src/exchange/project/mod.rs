//! A study's coding as a project that other programs read, and theirs as acts of ours. The files themselves are
//! [`super::refi_qda`]; coded excerpts for spreadsheets and reports are in `excerpts`.

mod come;
pub mod excerpts;
mod out;

pub use come::{Arrival, arrive};
pub use out::project;

/// The twelve colours as other programs know them, in the order of ours.
const COLOURS: [&str; 12] = [
    "#0b5cab", "#944600", "#1f6b3a", "#7137a0", "#b3261e", "#00676b", "#a3195b", "#585c00", "#3f4f7a", "#6b3f22",
    "#1b2a8b", "#4f4f4f",
];

/// The nearest of our colours.
fn nearest(colour: &str) -> u8 {
    let parts = |text: &str| {
        let number = u32::from_str_radix(text.trim_start_matches('#'), 16).unwrap_or(0);
        [16, 8, 0].map(|shift| i64::from(number >> shift & 255))
    };
    let wanted = parts(colour);
    let far = |known: &str| parts(known).iter().zip(wanted).map(|(one, other)| (one - other).pow(2)).sum::<i64>();
    (0..12_u8).min_by_key(|number| far(COLOURS[usize::from(*number)])).unwrap_or(0)
}

/// An id of ours as the format writes it.
fn guid(id: &str) -> uuid::Uuid {
    super::refi_qda::parse_guid(id).0
}

/// An id of the format as we write it.
fn id(guid: uuid::Uuid) -> String {
    guid.simple().to_string()
}

#[cfg(test)]
mod tests {
    //! Colours come back from other programs.

    use super::*;

    #[test]
    fn each_colour_comes_back_as_itself_and_others_as_their_nearest() {
        for (number, colour) in COLOURS.iter().enumerate() {
            assert_eq!(usize::from(nearest(colour)), number);
        }
        assert_eq!(nearest("#ff0000"), nearest("#b3261e"));
        assert_eq!(id(guid("00112233445566778899aabbccddeeff")), "00112233445566778899aabbccddeeff");
    }
}
