//! How wide the columns of a table are, by what stands in them: of a page's room numbers get what they need in one line,
//! and words share the rest.

/// So many lines a head may take before its column gets wider for it.
const HEAD_LINES: f32 = 2.0;

/// A cell of so few letters is read as one: "62 % (29 of 47)" is not broken.
const SHORT: usize = 18;

/// Where a line may end: at any blank but those that hold a number and its sign together.
pub fn breakable(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}')
}

/// The width of each column, in the unit of the room; `wide` tells that of a cell in one line, of a head or another row.
pub fn widths(room: f32, heads: &[String], rows: &[Vec<String>], wide: &dyn Fn(&str, bool) -> f32) -> Vec<f32> {
    let word = |text: &str, head: bool| text.split(breakable).map(|word| wide(word, head)).fold(0.0, f32::max);
    let ask = |column: usize| {
        let cell = |cells: &[String]| cells.get(column).cloned().unwrap_or_default();
        let head = cell(heads);
        let (mut least, mut asked) = (word(&head, true), wide(&head, true) / HEAD_LINES);
        for text in rows.iter().map(|row| cell(row)) {
            // Longer words than fill the page ask for no more than the page.
            let start: String = text.chars().take(200).collect();
            let short = text.chars().count() <= SHORT;
            least = least.max(if short { wide(&text, false) } else { word(&start, false) });
            asked = asked.max(wide(&start, false));
        }
        let least = least.min(room / 4.0);
        (least, asked.clamp(least, room.max(least)))
    };
    share(room, &(0..heads.len()).map(ask).collect::<Vec<_>>())
}

/// Every column gets what it asks for; where that is too much, its longest word, and of what is left over as much as it asks
/// for more, so that cells of many words become about as high as each other.
fn share(room: f32, columns: &[(f32, f32)]) -> Vec<f32> {
    let least: f32 = columns.iter().map(|(least, _)| least).sum();
    let asked: f32 = columns.iter().map(|(_, asked)| asked).sum();
    if asked <= room {
        let more = |column: usize| if column == 0 { room - asked } else { 0.0 };
        return columns.iter().enumerate().map(|(column, (_, asked))| asked + more(column)).collect();
    }
    if least >= room {
        return columns.iter().map(|(own, _)| own * room / least).collect();
    }
    let part = (room - least) / (asked - least);
    columns.iter().map(|(least, asked)| least + (asked - least) * part).collect()
}

#[cfg(test)]
mod tests {
    //! A question, two columns of numbers, and a sentence.

    use super::*;

    #[test]
    fn words_get_the_room_that_numbers_do_not_need() {
        let columns = [(60.0, 240.0), (40.0, 45.0), (40.0, 45.0), (60.0, 500.0)];
        let got = share(500.0, &columns);
        assert!((got.iter().sum::<f32>() - 500.0).abs() < 0.1, "{got:?}");
        assert!(got[0] > 110.0 && got[3] > 200.0, "{got:?}");
        assert!(got.iter().zip(columns).all(|(got, (least, asked))| *got >= least && *got <= asked), "{got:?}");
        assert_eq!(share(1000.0, &columns)[1..], [45.0, 45.0, 500.0], "what is over goes to the names");
        assert_eq!(share(100.0, &columns).iter().sum::<f32>().round(), 100.0, "never wider than the page");
    }
}
