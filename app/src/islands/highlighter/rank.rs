//! Which codes fit some letters, the best first. Both sides are small letters without accents already.

/// How well a name fits: lower is better; none where it does not.
pub fn rank(name: &str, above: &str, letters: &str) -> Option<u32> {
    if letters.is_empty() || name == letters {
        return Some(0);
    }
    let word = |text: &str| text.split([' ', '-', '/', '(']).any(|word| word.starts_with(letters));
    if name.starts_with(letters) {
        Some(1)
    } else if word(name) {
        Some(2)
    } else if name.contains(letters) {
        Some(3)
    } else if is_in_order(name, letters) {
        Some(4)
    } else {
        word(above).then_some(5)
    }
}

/// Whether the letters stand in a name in this order, the first at its beginning.
fn is_in_order(name: &str, letters: &str) -> bool {
    let mut rest = name.chars();
    letters.chars().zip(0..).all(|(letter, place)| match place {
        0 => rest.next() == Some(letter),
        _ => rest.any(|found| found == letter),
    })
}

#[cfg(test)]
mod tests {
    //! A researcher types a few letters of a code.

    use super::rank;

    #[test]
    fn the_beginning_of_a_name_fits_better_than_its_middle() {
        let names = ["rent", "current needs", "parent", "fear of rent", "rules and tenancy", "bus"];
        let mut found: Vec<_> = names.iter().filter_map(|name| Some((rank(name, "", "ren")?, *name))).collect();
        found.sort_unstable();
        let found: Vec<&str> = found.into_iter().map(|(_, name)| name).collect();
        assert_eq!(found, ["rent", "fear of rent", "current needs", "parent", "rules and tenancy"]);
        assert_eq!(rank("bus", "getting there", "get"), Some(5));
        assert_eq!(rank("bus", "", ""), Some(0));
    }
}
