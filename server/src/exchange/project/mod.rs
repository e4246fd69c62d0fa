//! A study's coding as a project that other programs read, and theirs as acts of ours. The files themselves are
//! [`super::refi_qda`]; coded excerpts for spreadsheets and reports are in `excerpts`.

mod come;
pub mod excerpts;
mod out;

pub use come::{Arrival, arrive};
pub use out::project;

/// What is said after the name of a coder who came from a file.
const FROM_FILE: &str = " (file)";

/// The name under which a coder of a file is kept: one that nobody takes for a person of this house.
pub fn from_file(name: &str) -> String {
    let name = name.trim();
    if name.ends_with(FROM_FILE) { name.to_owned() } else { format!("{name}{FROM_FILE}") }
}

/// A coder as lists and files name them: a person of this house by their name, others as from a file.
pub fn coder(desk: &crate::workspace::Desk, coder: &str) -> String {
    match desk.people.get(coder) {
        Some(name) => name.clone(),
        None if crate::chance::is_id(coder) => coder.to_owned(),
        None => from_file(coder),
    }
}

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
    fn a_coder_of_a_file_is_told_from_an_account_and_marked_once() {
        let mut desk = crate::workspace::Desk::default();
        desk.people.insert("p1".into(), "Ravi".into());
        assert_eq!((coder(&desk, "p1"), coder(&desk, "Ravi")), ("Ravi".into(), "Ravi (file)".into()));
        assert_eq!(from_file(&from_file("Ravi ")), "Ravi (file)");
    }

    #[test]
    fn each_colour_comes_back_as_itself_and_others_as_their_nearest() {
        for (number, colour) in COLOURS.iter().enumerate() {
            assert_eq!(usize::from(nearest(colour)), number);
        }
        assert_eq!(nearest("#ff0000"), nearest("#b3261e"));
        assert_eq!(id(guid("00112233445566778899aabbccddeeff")), "00112233445566778899aabbccddeeff");
    }
}
