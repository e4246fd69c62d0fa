//! The same people, or the same organisations, in two waves; of organisations also who came and went, and what became of
//! their amounts.

use std::fmt::Write as _;

use super::expression::{Source, asked, codes};
use super::text::{quoted, words};
use super::waves::call;
use super::{Data, whole};
use crate::waves::linked::{Linked, LinkedEffect, LinkedLine, equivalent};
use crate::waves::organisations::{Amount, Turnout};
use crate::waves::{Item, Line, Series, Verdict};

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct Followed<'a> {
    /// Every item.
    pub linked: &'a Linked,
    /// The earlier answers of those who are linked beside those of the rest.
    pub rest: &'a [Line],
    /// Which organisations answered, where organisations are followed and not people.
    pub turnout: &'a Turnout,
    /// What became of their amounts.
    pub amounts: &'a [Amount],
}

/// All items that the page shows figures of.
pub fn linked(series: &Series, data: &Data, of: Followed) -> Option<String> {
    let (source, linked, organisations) = (Source { series, data }, of.linked, !of.turnout.pairs.is_empty());
    let waves = [linked.earlier, linked.later].map(|place| &series.moments[place]);
    // Who is who is told from file to file: with two files of one wave nobody can tell which of them is which.
    if !organisations && waves.iter().any(|wave| wave.answered.len() != 1) {
        return None;
    }
    let names = waves.map(|wave| quoted(&wave.name));
    let mut code = who(&names, organisations);
    let rest = beside_the_rest(source, of);
    let mut found = usize::from(organisations) + usize::from(rest.is_some());
    code += &rest.unwrap_or_default();
    if organisations {
        code += &came_and_went(source, of)?;
    }
    for (family, title, method, scale) in [("questions", "Questions", "BH", false), ("scales", "Scales", "holm", true)]
    {
        let lines = linked.lines.iter().filter(|line| series.items[line.item].is_scale() == scale);
        let lines: Vec<&LinkedLine> = lines.filter(|line| line.base() > 0 && line.verdict.shows_figures()).collect();
        if lines.is_empty() {
            continue;
        }
        writeln!(code, "# {title} one by one, then their p-values as one family.\n{family} <- list()").ok()?;
        for line in lines {
            let item = &series.items[line.item];
            let Some(values) = source.values(item) else { continue };
            let (call, more) = match &line.effect {
                LinkedEffect::Share(_) => ("linked_shares", String::new()),
                LinkedEffect::Order(..) => ("linked_order", String::new()),
                LinkedEffect::Mean(_) => ("linked_means", String::new()),
                LinkedEffect::Mix(_) => ("linked_mix", format!(", {}", codes(&item.measure))),
            };
            found += 1;
            writeln!(code, "{}x <- {values}", asked(item)).ok()?;
            let call = format!("{call}(x[before], x[after]{more})");
            writeln!(code, "{family}[[{}]] <- {}", quoted(&item.key), with_means(item, line, call)).ok()?;
        }
        writeln!(code, "{family}\np.adjust(sapply({family}, function(one) one[[\"p\"]]), \"{method}\")").ok()?;
    }
    // Who is who is told for the waves of one file.
    let first = data.source(if organisations { "all waves" } else { "these two waves alone" });
    (found > 0).then(|| whole(&first, &code))
}

/// Every item as those who are linked answered it earlier, beside the rest, and in how many the two differ clearly.
fn beside_the_rest(source: Source, of: Followed) -> Option<String> {
    let mut code = "# Those who are not linked, then those who are, in the earlier wave.\nrest <- list()\n\
        others <- setdiff(rows[[1]], before)\n"
        .to_owned();
    let tested = |verdict: &Verdict| verdict.shows_figures() && !matches!(verdict, Verdict::Untested(_));
    let tested: Vec<_> = of.rest.iter().filter(|line| tested(&line.verdict)).collect();
    for line in &tested {
        let item = source.series.items.get(line.item)?;
        let call = call(item, &line.change, "answers_of(x, others)", "answers_of(x, before)")?;
        write!(code, "{}x <- {}\nrest[[{}]] <- {call}\n", asked(item), source.values(item)?, quoted(&item.key)).ok()?;
    }
    (!tested.is_empty())
        .then(|| code + "rest\nclear_of(rest)\np.adjust(sapply(rest, function(one) one[[\"p\"]]), \"BH\")\n")
}

/// Organisations that came and went, and sums of what they counted. Which of them have closed is not in the data.
fn came_and_went(source: Source, of: Followed) -> Option<String> {
    let closed = match of.turnout.closed.as_slice() {
        [] => "character(0)".to_owned(),
        names => words(names.iter().map(String::as_str)),
    };
    let mut code = format!(
        "# Organizations that closed: the roster says so, not the data.\nclosed <- {closed}\n\
         turnout_of(unique(who[first]), unique(who[second]), closed)\n"
    );
    for amount in of.amounts {
        let item = source.series.items.get(amount.item)?;
        writeln!(code, "{}x <- {}", asked(item), source.values(item)?).ok()?;
        code += "amounts_of(x, rows[[1]], rows[[2]], before, after)\n";
    }
    Some(code)
}

/// The figures of an item, with those of its means and of "any change is smaller than the margin" where it has some.
fn with_means(item: &Item, line: &LinkedLine, call: String) -> String {
    if matches!(line.effect, LinkedEffect::Share(_) | LinkedEffect::Mix(_)) {
        return call;
    }
    let same = equivalent(item, &line.effect)
        .map(|test| format!(",\n  p_smaller = p_smaller(x[before], x[after], {}, paired = TRUE)", test.margin));
    let steady = line.steady.as_ref().filter(|icc| icc.random.single.number().is_some());
    let steady = steady.map(|_| ", icc_of(x[before], x[after])").unwrap_or_default();
    format!("c({call}, dz_of(x[before], x[after]){steady}{})", same.unwrap_or_default())
}

/// Rows of the same people in both waves.
fn who([earlier, later]: &[String; 2], organisations: bool) -> String {
    let column = if organisations { "answers$tm_organisation" } else { "answers$tm_link" };
    let alone =
        if organisations { String::new() } else { format!("stopifnot(answers$tm_wave %in% c({earlier}, {later}))\n") };
    format!(
        "{alone}who <- {column}\nrows <- lapply(c({earlier}, {later}), function(wave) which(answers$tm_wave == wave))\n\
         first <- rows[[1]][!is.na(who[rows[[1]]])]; second <- rows[[2]][!is.na(who[rows[[2]]])]\n\
         first <- first[!duplicated(who[first])]; match <- match(who[first], who[second])\n\
         before <- first[!is.na(match)]; after <- second[match[!is.na(match)]]\n\
         c(linked = length(before))\n"
    )
}
