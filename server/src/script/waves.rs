//! Two waves: one item, and all items with their p-values adjusted within their families.

use std::fmt::Write as _;

use super::expression::{Source, asked, codes, upper};
use super::text::quoted;
use super::{Data, whole};
use crate::statistics::crosstab::Crosstab;
use crate::statistics::exact::Method;
use crate::waves::{Change, Comparison, Effect, Item, Line, Series, equivalent};

/// One item of a comparison; nothing where the page shows no figures of it.
pub fn item(series: &Series, data: &Data, comparison: &Comparison, place: usize) -> Option<String> {
    let source = Source { series, data };
    let line = comparison.lines.get(place).filter(|line| line.verdict.shows_figures())?;
    let item = series.items.get(place)?;
    let mut code = data.only_site(comparison.site.as_deref());
    code += &asked(item);
    writeln!(code, "x <- {}", source.values(item)?).ok()?;
    let [earlier, later] = [comparison.earlier, comparison.later].map(|wave| of_wave(series, wave));
    writeln!(code, "earlier <- {earlier}; later <- {later}").ok()?;
    writeln!(code, "{}", call(item, &line.change, "earlier", "later")?).ok()?;
    if let Effect::Mix(_) = line.change.effect {
        writeln!(code, "compare_each(earlier, later, {})", codes(&item.measure)).ok()?;
    }
    code += "# The page of all questions has the code of the p that is adjusted for so many of them.\n";
    Some(whole(&data.source("all waves"), &code))
}

/// All items that a comparison shows figures of, and their p-values within their families.
pub fn compared(series: &Series, data: &Data, comparison: &Comparison) -> Option<String> {
    let source = Source { series, data };
    let [earlier, later] = [comparison.earlier, comparison.later].map(|wave| of_wave(series, wave));
    let mut code = data.only_site(comparison.site.as_deref());
    let mut found = 0;
    for (family, title, method, scale) in [("questions", "Questions", "BH", false), ("scales", "Scales", "holm", true)]
    {
        let lines = comparison.lines.iter().filter(|line| series.items[line.item].is_scale() == scale);
        let lines: Vec<&Line> = lines.filter(|line| line.verdict.shows_figures()).collect();
        if lines.is_empty() {
            continue;
        }
        writeln!(code, "# {title} one by one, then their p-values as one family.\n{family} <- list()").ok()?;
        for line in lines {
            let item = &series.items[line.item];
            let (Some(values), Some(call)) = (source.values(item), call(item, &line.change, &earlier, &later)) else {
                continue;
            };
            found += 1;
            write!(code, "{}x <- {values}\n{family}[[{}]] <- {call}\n", asked(item), quoted(&item.key)).ok()?;
        }
        writeln!(code, "{family}\np.adjust(sapply({family}, function(one) one[[\"p\"]]), \"{method}\")").ok()?;
    }
    (found > 0).then(|| whole(&data.source("all waves"), &code))
}

fn of_wave(series: &Series, wave: usize) -> String {
    format!("of_wave(x, {})", quoted(&series.moments[wave].name))
}

/// The figures of a change from some answers to others; nothing where there is nothing to compare.
pub(super) fn call(item: &Item, change: &Change, earlier: &str, later: &str) -> Option<String> {
    let call = match &change.effect {
        Effect::Share(_) => format!("compare_shares({earlier}, {later})"),
        Effect::Order { .. } => format!("compare_order({earlier}, {later}, upper = {})", upper(&item.measure)),
        Effect::Mean(_) => format!("compare_means({earlier}, {later})"),
        Effect::Mix(mix) => format!("compare_mix({earlier}, {later}{})", drawn(mix.overall.as_ref().ok())),
        Effect::None(_) => return None,
    };
    let Some(test) = equivalent(item, change) else { return Some(call) };
    Some(format!("c({call}, p_smaller = p_smaller({earlier}, {later}, {}))", test.margin))
}

/// Whether the exact test of a table drew its tables.
pub(super) fn drawn(table: Option<&Crosstab>) -> &'static str {
    let exact = table.and_then(|table| table.exact);
    if exact.is_some_and(|exact| matches!(exact.method, Method::Simulated { .. })) { ", drawn = TRUE" } else { "" }
}
