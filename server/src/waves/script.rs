//! The R code of a comparison: run after the script that comes with the data for analysis, it gives the figures of the
//! page. Only base R, so that nothing has to be trusted but R itself.

use std::fmt::Write as _;

use super::{Change, Effect, Item, Measure};

/// A column of the data as R reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Codes of its values in the order of the factor's levels; none where it is no factor.
    pub codes: Vec<String>,
}

/// The column of an item in the data: by the answer's key and, where it was ticked, the option.
pub type Find<'a> = &'a dyn Fn(&str, Option<&str>) -> Option<Column>;

/// Two waves by their names, the earlier first.
pub type Waves<'a> = [&'a str; 2];

/// R code for one item in two waves; nothing where the data have no such column.
pub fn script(item: &Item, change: &Change, waves: Waves, find: Find) -> Option<String> {
    let mut code = String::new();
    writeln!(code, "earlier <- answers$tm_wave == {}", quoted(waves[0])).ok()?;
    writeln!(code, "later <- answers$tm_wave == {}", quoted(waves[1])).ok()?;
    writeln!(code, "x <- {}", values(item, find)?).ok()?;
    code += "a <- x[which(earlier)]; a <- a[!is.na(a)]\n";
    code += "b <- x[which(later)]; b <- b[!is.na(b)]\n";
    match &change.effect {
        Effect::Share(_) => code += SHARE,
        Effect::Order { order, .. } => {
            let upper = upper(&item.measure);
            writeln!(code, "upper <- function(values) values %in% c({upper})").ok()?;
            code += ORDER;
            code += if order.test.is_ok_and(|test| test.exact.is_some()) { EXACT } else { ASYMPTOTIC };
            code += "a <- upper(a); b <- upper(b)\n";
            code += SHARE;
        }
        Effect::Mean(_) => code += "t.test(b, a)\n",
        Effect::Mix(mix) => {
            code += "mix <- table(rep(c(\"earlier\", \"later\"), c(length(a), length(b))), droplevels(factor(c(as.character(a), as.character(b)))))\n";
            code += if mix.overall.as_ref().is_ok_and(|table| table.exact.is_some()) {
                "fisher.test(mix, workspace = 2e7)\n"
            } else {
                "chisq.test(mix, correct = FALSE)\n"
            };
        }
        Effect::None(_) => return None,
    }
    Some(code)
}

/// Share of yes in both waves, the pooled test, and Newcombe's interval of the difference from Wilson's limits.
const SHARE: &str = "n <- c(length(a), length(b)); k <- c(sum(a), sum(b)); p <- k / n
wilson <- function(k, n) suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int
one <- wilson(k[1], n[1]); two <- wilson(k[2], n[2]); change <- p[2] - p[1]
c(earlier = p[1], later = p[2], change = change,
  low = change - sqrt((p[2] - two[1])^2 + (one[2] - p[1])^2),
  high = change + sqrt((two[2] - p[2])^2 + (p[1] - one[1])^2))
table_of_shares <- rbind(k, n - k)
if (min(outer(rowSums(table_of_shares), n) / sum(n)) < 5) fisher.test(table_of_shares) else prop.test(k, n, correct = FALSE)
";
/// One answer of each wave: how often the later one is higher.
const ORDER: &str = "pairs <- outer(b, a, \"-\")
c(higher = mean(pairs > 0), lower = mean(pairs < 0), delta = mean(sign(pairs)))
";
const ASYMPTOTIC: &str = "wilcox.test(b, a, exact = FALSE, correct = FALSE)\n";
/// All ways to deal the midranks, counted by their sums.
const EXACT: &str = "ranks <- round(2 * rank(c(a, b)))
ways <- matrix(0, length(a) + 1, sum(ranks) + 1); ways[1, 1] <- 1
for (r in ranks) for (taken in length(a):1) {
  sums <- seq_len(ncol(ways) - r)
  ways[taken + 1, sums + r] <- ways[taken + 1, sums + r] + ways[taken, sums]
}
dealt <- ways[length(a) + 1, ]; middle <- sum(ranks) * length(a) / length(ranks)
observed <- sum(ranks[seq_along(a)])
c(p = sum(dealt[abs(seq_along(dealt) - 1 - middle) >= abs(observed - middle) - 1e-7]) / sum(dealt))
";

/// The values of an item as R reads them. A factor's levels stand in the order of the data, and codes that are no answer
/// of the item any more are among them: each level is given its value by its code.
fn values(item: &Item, find: Find) -> Option<String> {
    let place = |column: &Column| format!("answers[[{}]]", quoted(&column.name));
    let key = item.answer_key();
    match &item.measure {
        Measure::YesNo => find(key, None).map(|column| {
            let yes = column.codes.iter().map(|code| if code == "yes" { "TRUE" } else { "FALSE" });
            format!("c({})[as.integer({})]", yes.collect::<Vec<_>>().join(", "), place(&column))
        }),
        Measure::Ticked(option) => find(key, Some(option)).map(|column| format!("{} == 1", place(&column))),
        Measure::Nominal(levels) | Measure::Ordinal(levels) => find(key, None).map(|column| {
            let value = |code: &String| {
                let level = levels.iter().find(|level| level.code == *code);
                match (&item.measure, level) {
                    (_, None) => "NA".to_owned(),
                    (Measure::Ordinal(_), Some(level)) => level.score.to_string(),
                    (_, Some(level)) => quoted(&level.code),
                }
            };
            let values: Vec<String> = column.codes.iter().map(value).collect();
            format!("c({})[as.integer({})]", values.join(", "), place(&column))
        }),
        Measure::Number(_) => find(key, None).map(|column| place(&column)),
        Measure::Scale(_) => None,
    }
}

/// Scores of the upper levels.
fn upper(measure: &Measure) -> String {
    let levels = measure.levels().iter().enumerate().filter(|(place, _)| measure.is_upper(*place));
    levels.map(|(_, level)| level.score.to_string()).collect::<Vec<_>>().join(", ")
}

/// A string of R that no words can end.
fn quoted(words: &str) -> String {
    let mut text = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' => text += "\\\"",
            '\\' => text += "\\\\",
            ' '..='~' => text.push(letter),
            _ => {
                let _ = write!(text, "\\U{{{:x}}}", u32::from(letter));
            }
        }
    }
    text + "\""
}
