//! Columns that may point to a person or to the minute: they are named and left out, whatever the map says of cells
//! that show it, and by their heading alone when the map does not speak of them.

/// What a column looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// An e-mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// An internet address, a browser, a place on the map.
    Device,
    /// A person's name.
    Name,
    /// A street address.
    Address,
    /// A date with a time of day.
    Time,
    /// A number or code that another program gave to the respondent.
    Number,
}

impl Suspicion {
    /// The last part of its word's key.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Phone => "phone",
            Self::Device => "device",
            Self::Name => "name",
            Self::Address => "address",
            Self::Time => "time",
            Self::Number => "number",
        }
    }
}

/// Headings as the usual programs write them, without blanks and marks, in English and Spanish.
const HEADINGS: &[(Suspicion, &[&str], &[&str])] = &[
    (
        Suspicion::Mail,
        &["mail", "correo", "username", "nombredeusuario"],
        &["email", "emailaddress", "recipientemail", "correoelectronico"],
    ),
    (
        Suspicion::Phone,
        &["phone", "mobile", "tel", "telefono", "cell"],
        &["phonenumber", "telephone", "cellphone", "mobilenumber"],
    ),
    (
        Suspicion::Device,
        &["ip", "latitude", "longitude", "useragent", "browser"],
        &["ipaddress", "locationlatitude", "locationlongitude", "direccionip"],
    ),
    (
        Suspicion::Name,
        &["name", "surname", "nombre", "apellido"],
        &["firstname", "lastname", "fullname", "yourname", "recipientfirstname", "recipientlastname"],
    ),
    (
        Suspicion::Address,
        &["address", "street", "zip", "zipcode", "postcode", "direccion"],
        &["streetaddress", "homeaddress", "address1", "address2", "postalcode"],
    ),
    (
        Suspicion::Time,
        &["timestamp", "marcatemporal"],
        &[
            "startdate",
            "enddate",
            "recordeddate",
            "datecreated",
            "datemodified",
            "starttime",
            "endtime",
            "submittedat",
            "durationinseconds",
        ],
    ),
    (
        Suspicion::Number,
        &["id"],
        &["responseid", "respondentid", "collectorid", "externalreference", "externaldatareference", "customdata1"],
    ),
];

/// What a heading alone makes one suspect.
pub(super) fn by_heading(heading: &str) -> Option<Suspicion> {
    let plain: String =
        heading.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let found =
        HEADINGS.iter().find(|(_, short, long)| short.contains(&plain.as_str()) || long.contains(&plain.as_str()));
    found.map(|(suspicion, ..)| *suspicion)
}

/// What the cells of a column make one suspect: more than half of the filled ones look like it.
pub(super) fn by_cells<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Suspicion> {
    let mut counts = [0_usize; 4];
    let mut filled = 0;
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        filled += 1;
        if let Some(place) = LOOKS.iter().position(|(_, looks)| looks(cell)) {
            counts[place] += 1;
        }
    }
    let most = LOOKS.iter().zip(counts).find(|(_, count)| *count * 2 > filled && filled > 0);
    most.map(|((suspicion, _), _)| *suspicion)
}

type Looks = (Suspicion, fn(&str) -> bool);

const LOOKS: &[Looks; 4] = &[
    (Suspicion::Mail, is_mail),
    (Suspicion::Device, is_ip),
    (Suspicion::Time, has_time),
    (Suspicion::Phone, is_phone),
];

fn is_mail(cell: &str) -> bool {
    let parts = cell.split_once('@');
    parts.is_some_and(|(before, after)| {
        !before.is_empty() && !before.contains(' ') && !after.contains(' ') && after.trim_matches('.').contains('.')
    })
}

fn is_ip(cell: &str) -> bool {
    cell.len() > 6 && cell.parse::<std::net::IpAddr>().is_ok()
}

/// `14:05` behind a date, or alone.
fn has_time(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let clock = |five: &[u8]| {
        let digit = |place: usize| five[place].is_ascii_digit();
        digit(0) && digit(1) && five[2] == b':' && digit(3) && digit(4)
    };
    cell.len() <= 40
        && (bytes.windows(5).any(clock) || bytes.len() > 3 && bytes[1] == b':' && clock(&[b"0", &bytes[..4]].concat()))
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let marks = cell.chars().filter(|letter| matches!(letter, '-' | '(' | ')' | ' ' | '+' | '.')).count();
    (10..=15).contains(&digits)
        && marks >= 1
        && !cell.starts_with("0.")
        && digits + marks == cell.chars().count()
        && marks != dots(cell)
}

/// Points: a number with a decimal point only is no telephone.
fn dots(cell: &str) -> usize {
    let points = cell.matches('.').count();
    if points == 1 { points } else { 0 }
}

#[cfg(test)]
mod tests {
    //! A coordinator's file holds more than answers.

    use super::*;

    #[test]
    fn headings_of_the_usual_programs_are_known() {
        for (heading, suspicion) in [
            ("Email Address", Suspicion::Mail),
            ("RecipientFirstName", Suspicion::Name),
            ("IP Address", Suspicion::Device),
            ("Timestamp", Suspicion::Time),
            ("StartDate", Suspicion::Time),
            ("Respondent ID", Suspicion::Number),
            ("Phone", Suspicion::Phone),
            ("Address", Suspicion::Address),
            ("LocationLatitude", Suspicion::Device),
            ("id", Suspicion::Number),
        ] {
            assert_eq!(by_heading(heading), Some(suspicion), "{heading}");
        }
        for heading in ["age", "Do you know the name of a shelter?", "tvhours", "where"] {
            assert_eq!(by_heading(heading), None, "{heading}");
        }
    }

    #[test]
    fn cells_betray_what_a_heading_hides() {
        let look = |cells: &[&str]| by_cells(cells.iter().copied());
        assert_eq!(look(&["ana@example.org", "", "b.c@example.com"]), Some(Suspicion::Mail));
        assert_eq!(look(&["2019-05-01 14:22:11", "5/2/2019 9:03:00 AM"]), Some(Suspicion::Time));
        assert_eq!(look(&["192.168.0.1", "2001:db8::1"]), Some(Suspicion::Device));
        assert_eq!(look(&["(504) 555-0101", "504-555-0102"]), Some(Suspicion::Phone));
    }

    #[test]
    fn ordinary_answers_are_not_suspected() {
        let look = |cells: &[&str]| by_cells(cells.iter().copied());
        for cells in [
            &["1", "2", "3"][..],
            &["0.66667002", "0.16666999"],
            &["$20000 - 24999"],
            &["mail me @ home"],
            &["2019-05"],
            &["12345678901"],
        ] {
            assert_eq!(look(cells), None, "{cells:?}");
        }
        assert_eq!(look(&["I wrote to ana@example.org", "no", "yes"]), None);
    }
}
