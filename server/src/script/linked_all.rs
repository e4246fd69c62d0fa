//! The same people, or the same organisations, in all of three waves and more.

use std::fmt::Write as _;

use super::expression::{Source, asked};
use super::text::{quoted, words};
use super::{Data, whole};
use crate::waves::linked::by_organisation;
use crate::waves::{AllEffect, AllLine, FEWEST_COMPARED, LinkedAll, Moment, Series};

/// All items that the page shows figures of; nothing where the data do not tell who is who.
pub fn linked_all(series: &Series, data: &Data, all: &LinkedAll) -> Option<String> {
    let source = Source { series, data };
    let mut code = who(&series.moments)?;
    let few = FEWEST_COMPARED as usize;
    let mut found = 0;
    for (family, title, method, scale) in [("questions", "Questions", "BH", false), ("scales", "Scales", "holm", true)]
    {
        let own = |line: &&AllLine| series.items[line.item].is_scale() == scale && line.adjusted.is_some();
        let lines: Vec<&AllLine> = all.lines.iter().filter(own).collect();
        if lines.is_empty() {
            continue;
        }
        writeln!(code, "# {title} one by one, then their p-values as one family.\n{family} <- list()").ok()?;
        for line in lines {
            let item = &series.items[line.item];
            let Some(values) = source.values(item) else { continue };
            let call = if matches!(line.effect, Some(AllEffect::Share(_))) { "cochran_of" } else { "friedman_of" };
            found += 1;
            writeln!(code, "{}x <- {values}", asked(item)).ok()?;
            writeln!(code, "{family}[[{}]] <- {call}(matrix(x[rows], nrow(rows)))", quoted(&item.key)).ok()?;
        }
        writeln!(code, "{family}\np.adjust(sapply({family}, function(one) one[[\"p\"]]), \"{method}\")").ok()?;
    }
    (found > 0 && all.people >= few).then(|| whole(&data.source("all waves"), &code))
}

/// Rows of everybody who was there every time: a line for each person, a column for each wave.
fn who(moments: &[Moment]) -> Option<String> {
    let known = moments.windows(2).filter(|two| !by_organisation(&two[0], &two[1]).is_empty()).count();
    // Who is who is told from file to file, and in one way from the first wave to the last.
    let column = match known {
        0 if moments.iter().all(|moment| moment.answered.len() == 1) => "tm_link",
        known if known > 0 && known + 1 == moments.len() => "tm_organisation",
        _ => return None,
    };
    let waves = words(moments.iter().map(|moment| moment.name.as_str()));
    Some(format!(
        "who <- answers${column}\nthere <- lapply({waves}, function(wave) {{\n  \
         rows <- which(answers$tm_wave == wave & !is.na(who)); rows[!duplicated(who[rows])]\n}})\n\
         everybody <- Reduce(intersect, lapply(there, function(rows) who[rows]))\n\
         rows <- sapply(there, function(rows) rows[match(everybody, who[rows])])\n\
         c(people = nrow(rows))\n"
    ))
}
