//! The same people, or the same organisations, in two waves.

use std::fmt::Write as _;

use super::expression::{Source, asked, codes};
use super::text::quoted;
use super::{Data, whole};
use crate::waves::linked::{Linked, LinkedEffect, LinkedLine, equivalent};
use crate::waves::{Item, Series};

/// All items that the page shows figures of; `organisations` says whether organisations are followed, and not people.
pub fn linked(series: &Series, data: &Data, linked: &Linked, organisations: bool) -> Option<String> {
    let source = Source { series, data };
    let waves = [linked.earlier, linked.later].map(|place| &series.moments[place]);
    // Who is who is told from file to file: with two files of one wave nobody can tell which of them is which.
    if !organisations && waves.iter().any(|wave| wave.answered.len() != 1) {
        return None;
    }
    let names = waves.map(|wave| quoted(&wave.name));
    let mut code = who(&names, organisations);
    let mut found = 0;
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

/// The figures of an item, with those of its means and of "any change is smaller than the margin" where it has some.
fn with_means(item: &Item, line: &LinkedLine, call: String) -> String {
    if matches!(line.effect, LinkedEffect::Share(_) | LinkedEffect::Mix(_)) {
        return call;
    }
    let same = equivalent(item, &line.effect)
        .map(|test| format!(",\n  p_smaller = p_smaller(x[before], x[after], {}, paired = TRUE)", test.margin));
    format!("c({call}, dz_of(x[before], x[after]){})", same.unwrap_or_default())
}

/// Rows of the same people in both waves.
fn who([earlier, later]: &[String; 2], organisations: bool) -> String {
    let column = if organisations { "answers$tm_organisation" } else { "answers$tm_link" };
    let alone =
        if organisations { String::new() } else { format!("stopifnot(answers$tm_wave %in% c({earlier}, {later}))\n") };
    format!(
        "{alone}who <- {column}\nfirst <- which(answers$tm_wave == {earlier} & !is.na(who))\n\
         second <- which(answers$tm_wave == {later} & !is.na(who))\n\
         first <- first[!duplicated(who[first])]; match <- match(who[first], who[second])\n\
         before <- first[!is.na(match)]; after <- second[match[!is.na(match)]]\n\
         c(linked = length(before))\n"
    )
}
