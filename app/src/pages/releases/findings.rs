//! What may be said about a change, as one sentence with its figures.

use server::release::{Chosen, Draft};
use server::report::Block;
use server::statistics::Interval;
use server::waves::{Item, Line, MARGIN_OF_SHARES};

use crate::language::Language;
use crate::pages::waves::sentence::{Sentence, in_points, of_share, sentence};

/// The sentence of a line that may be told.
pub(super) fn said(words: &Language, chosen: &Chosen, line: &Line) -> Option<Sentence> {
    let comparison = chosen.comparison.as_ref()?;
    Some(sentence(words, &chosen.series, comparison, line, chosen.threshold.smallest()))
}

/// The same as a block.
pub(super) fn finding(words: &Language, chosen: &Chosen, line: &Line) -> Block {
    let found =
        said(words, chosen, line).unwrap_or_else(|| Sentence { finding: String::new(), figures: String::new() });
    let figures = Some(found.figures).filter(|figures| !figures.is_empty());
    Block::Finding { finding: found.finding, figures: figures.into_iter().collect() }
}

/// What stands in the place of a verdict that is kept back: where the change is told, what its interval says by itself.
pub(super) fn kept(words: &Language, draft: &Draft, part: usize, item: usize) -> String {
    let chosen = &draft.chosen[part];
    let Some((figure, comparison)) = draft.subtracted(part, item).zip(chosen.comparison.as_ref()) else {
        return words.say("release-kept");
    };
    let before = &chosen.series.moments[comparison.earlier].name;
    match figure.interval {
        Some(ends) => by_interval(words, &chosen.series.items[item], before, ends),
        None => words.say("release-kept-verdict"),
    }
}

/// What the interval of a change of a share says, in the words of a verdict, and that it is no more than that: the verdict
/// itself rests on a test of all answers among all questions.
fn by_interval(words: &Language, item: &Item, before: &str, ends: Interval) -> String {
    let same = || {
        let margin = in_points(words, MARGIN_OF_SHARES * 100.0);
        words.with("verdict-same", &[("before", before.to_owned()), ("margin", margin)])
    };
    let finding = match ends {
        Interval { low, .. } if low > 0.0 => of_share(words, item, "up"),
        Interval { high, .. } if high < 0.0 => of_share(words, item, "down"),
        Interval { low, high } if low > -MARGIN_OF_SHARES && high < MARGIN_OF_SHARES => same(),
        _ => words.say("verdict-not-enough"),
    };
    words.with("release-kept-interval", &[("finding", finding)])
}

/// How many of all that stand in a chart changed clearly. Those of which it is not told are counted, and said to be so: they
/// are neither clear nor unclear.
pub(super) fn clearly(words: &Language, [told, clear, kept]: [usize; 3], [before, after]: [String; 2]) -> String {
    if told == 0 {
        return words.say("chart-changes-untold");
    }
    let values = [
        ("count", (told + kept).to_string()),
        ("clear", clear.to_string()),
        ("kept", kept.to_string()),
        ("before", before),
        ("after", after),
    ];
    words.with(if kept > 0 { "chart-changes-partly" } else { "chart-changes-finding" }, &values)
}

#[cfg(test)]
mod tests {
    //! A page counts the comparisons that it shows.

    use instruments::Text;
    use server::waves::Measure;

    use super::*;

    #[test]
    fn of_a_change_that_is_told_its_interval_says_what_follows_from_it_and_why_there_is_no_more() {
        let words = Language::of("en");
        let item = Item {
            key: "full".into(),
            question: "full".into(),
            text: Text::default(),
            part: Text::default(),
            heading: Text::default(),
            measure: Measure::YesNo,
            construct: None,
        };
        for (low, high, says) in [
            (-0.46, -0.24, "Fewer people say yes."),
            (0.02, 0.3, "More people say yes."),
            (-0.06, 0.04, "About the same as Spring"),
            (-0.2, 0.3, "Not enough answers to tell."),
            (0.0, 0.3, "Not enough answers to tell."),
        ] {
            let said =
                by_interval(&words, &item, "Spring", Interval { low, high }).replace(['\u{2068}', '\u{2069}'], "");
            assert!(said.starts_with(says), "{low} to {high}: {said}");
            assert!(
                said.contains("the interval of the change alone") && said.contains("could be worked out"),
                "{said}"
            );
            assert!(!said.contains("clear"), "the interval is no verdict: {said}");
        }
    }

    #[test]
    fn what_is_kept_back_is_never_counted_as_unclear() {
        let words = Language::of("en");
        let found = |counts| clearly(&words, counts, ["Spring".into(), "Autumn".into()]);
        let plain = |counts| found(counts).replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(found([0, 0, 3]), words.say("chart-changes-untold"));
        assert!(
            plain([5, 4, 2]).starts_with("4 of 7 changed clearly")
                && plain([5, 4, 2]).contains("comparison of 2 is not told")
        );
        assert!(plain([1, 1, 6]).starts_with("1 of 7 "), "never 1 of 1 over seven rows");
        assert!(plain([2, 0, 1]).starts_with("Of 3, none is told"), "{}", plain([2, 0, 1]));
        assert!(plain([3, 1, 0]).starts_with("1 of 3 ") && !plain([3, 1, 0]).contains("not told"));
    }
}
