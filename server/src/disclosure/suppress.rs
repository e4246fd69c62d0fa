//! Hides what it takes: small counts, then others so that no small one can be worked out.
//!
//! For each small count that an attack still finds, the cheapest way to move it is looked for among all counts by linear
//! programming (Kelly, Golden & Assad 1992; Fischetti & Salazar 2000): the counts that must move along are hidden. What
//! turns out not to be needed is shown again. The attack has the last word.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::attack::Unsolved;
use super::figures::{Figures, Standing};
use super::protection::Protection;
use super::threshold::Threshold;

/// Figures that are safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The figures, with what is hidden.
    pub figures: Figures,
    /// Counts that are hidden for being small.
    pub small: Vec<usize>,
    /// Counts that are hidden so that those cannot be worked out.
    pub others: Vec<usize>,
}

/// Why figures cannot be made safe by hiding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSafe {
    /// These small counts can be worked out whatever else is hidden: merge categories, or show totals only.
    Exposed(Vec<usize>),
    /// The attack could not be worked out.
    Unsolved,
}

impl From<Unsolved> for NotSafe {
    fn from(_: Unsolved) -> Self {
        Self::Unsolved
    }
}

/// Hides small counts and as few others as it takes, totals last; what is hidden already stays so.
///
/// # Errors
/// When no pattern is safe, or that cannot be told.
pub fn suppress(figures: &Figures, threshold: Threshold) -> Result<Suppressed, NotSafe> {
    protect(figures, &figures.needs(threshold))
}

/// The same where each count says what it needs.
///
/// # Errors
/// As [`suppress`].
pub fn protect(figures: &Figures, needs: &[Option<Protection>]) -> Result<Suppressed, NotSafe> {
    let small: Vec<usize> = (0..needs.len()).filter(|place| needs[*place].is_some()).collect();
    let (mut whole, mut exposed) = (figures.clone(), Vec::new());
    for part in figures.parts() {
        let needs: Vec<_> = part.places.iter().map(|place| needs[*place]).collect();
        match protect_part(&part.figures, &needs) {
            Ok(safe) => safe.hidden().for_each(|place| whole.set(part.places[place], Standing::Hidden)),
            Err(NotSafe::Exposed(found)) => exposed.extend(found.into_iter().map(|place| part.places[place])),
            Err(NotSafe::Unsolved) => return Err(NotSafe::Unsolved),
        }
    }
    if !exposed.is_empty() {
        return Err(NotSafe::Exposed(exposed));
    }
    // Sums between known counts alone are looked at here.
    whole.grounds()?;
    let others = whole.hidden().filter(|place| needs[*place].is_none() && !figures.is_hidden(*place)).collect();
    Ok(Suppressed { figures: whole, small, others })
}

/// Hides what one part needs.
pub(super) fn protect_part(figures: &Figures, needs: &[Option<Protection>]) -> Result<Figures, NotSafe> {
    let mut start = figures.clone();
    (0..needs.len()).filter(|place| needs[*place].is_some()).for_each(|place| start.set(place, Standing::Hidden));
    // Which count comes first decides which others are hidden; the best of a few orders is nearly the best of all.
    let orders: [Order; 2] = [|exposed| exposed.first().copied(), |exposed| exposed.last().copied()];
    let tried = match start.exposed(needs, 2)?.len() {
        0 => return Ok(start),
        1 => 1,
        _ => orders.len(),
    };
    let tries: Vec<_> = orders.iter().take(tried).map(|order| cover(start.clone(), needs, *order)).collect();
    let best = tries.iter().flatten().min_by_key(|tried| price(tried, &start)).cloned();
    best.ok_or_else(|| tries.into_iter().find_map(Result::err).unwrap_or(NotSafe::Unsolved))
}

/// Which exposed count is seen to first.
type Order = fn(&[usize]) -> Option<usize>;

/// How many counts are hidden beyond those of `start`, and how many people they are.
fn price(figures: &Figures, start: &Figures) -> (usize, u64) {
    let others = || figures.hidden().filter(|place| !start.is_hidden(*place));
    (others().count(), others().map(|place| figures.counts()[place]).sum())
}

fn cover(start: Figures, needs: &[Option<Protection>], pick: Order) -> Result<Figures, NotSafe> {
    let mut figures = start.clone();
    // Each round hides at least one more count.
    for _ in 0..=figures.counts().len() {
        let exposed = figures.exposed(needs, usize::MAX)?;
        let Some(target) = pick(&exposed) else { return shown_again(figures, &start, needs) };
        let Some(need) = needs[target] else { return Err(NotSafe::Unsolved) };
        match covered(&figures, target, need) {
            Some(way) if way != figures => figures = way,
            _ => return Err(NotSafe::Exposed(exposed)),
        }
    }
    Err(NotSafe::Unsolved)
}

/// The cheapest way to hide one count: all of its range upwards, or as little of it as will do; what lies between only
/// where neither can be had.
fn covered(figures: &Figures, target: usize, need: Protection) -> Option<Figures> {
    let count = figures.counts()[target];
    let most_down = (count + need.width).saturating_sub(need.high).min(count).min(need.width);
    let way = |down: u64| moved(figures, target, need.width - down, down);
    let cheaper = |ways: &mut dyn Iterator<Item = u64>| ways.filter_map(way).min_by_key(|way| price(way, figures));
    let mut between = (1..most_down).step_by((most_down as usize / 8).max(1));
    cheaper(&mut [0, most_down].into_iter()).or_else(|| cheaper(&mut between))
}

/// Shows again, the dearest first, what is hidden without need.
fn shown_again(mut figures: Figures, start: &Figures, needs: &[Option<Protection>]) -> Result<Figures, NotSafe> {
    let mut others: Vec<usize> = figures.hidden().filter(|place| !start.is_hidden(*place)).collect();
    others.sort_by_key(|place| std::cmp::Reverse(figures.counts()[*place]));
    for place in others {
        figures.set(place, Standing::Open);
        if !figures.exposed(needs, 1)?.is_empty() {
            figures.set(place, Standing::Hidden);
        }
    }
    Ok(figures)
}

/// Hides what must move so that the target can be `up` more, and again so that it can be `down` less.
fn moved(figures: &Figures, target: usize, up: u64, down: u64) -> Option<Figures> {
    let mut figures = figures.clone();
    for (amount, upwards) in [(up, true), (down, false)] {
        if amount > 0 {
            let along = cheapest(&figures, target, amount, upwards)?;
            along.into_iter().for_each(|place| figures.set(place, Standing::Hidden));
        }
    }
    Some(figures)
}

/// The counts that move in the cheapest way to move the target by `amount`.
fn cheapest(figures: &Figures, target: usize, amount: u64, upwards: bool) -> Option<Vec<usize>> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let totals = total_places(figures);
    let largest = figures.counts().iter().max().copied().unwrap_or(0) as f64;
    let moving: Vec<Option<(Variable, Variable)>> = (0..figures.counts().len())
        .map(|place| {
            let count = figures.counts()[place] as f64;
            let (mut more, mut less) = ((0.0, f64::INFINITY), (0.0, count));
            if place == target {
                let fixed = (amount as f64, amount as f64);
                (more, less) = if upwards { (fixed, (0.0, 0.0)) } else { ((0.0, 0.0), fixed) };
            }
            let cost = match figures.standing(place) {
                Standing::Known => return None,
                Standing::Hidden => 0.0,
                Standing::Open => 1.0 + count / (largest + 1.0) / 4.0 + if totals[place] { 9.0 } else { 0.0 },
            };
            Some((problem.add_var(cost, more), problem.add_var(cost, less)))
        })
        .collect();
    for sum in figures.sums() {
        let signed = sum.parts.iter().map(|part| (*part, 1.0)).chain([(sum.total, -1.0)]);
        let moving = signed.filter_map(|(place, sign)| moving[place].map(|pair| (pair, sign)));
        let terms: Vec<_> = moving.flat_map(|((more, less), sign)| [(more, sign), (less, -sign)]).collect();
        if !terms.is_empty() {
            problem.add_constraint(&terms, ComparisonOp::Eq, 0.0);
        }
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let moves = |(more, less): (Variable, Variable)| (solution.var_value(more) - solution.var_value(less)).abs() > 1e-6;
    Some((0..moving.len()).filter(|place| moving[*place].is_some_and(moves)).collect())
}

fn total_places(figures: &Figures) -> Vec<bool> {
    let mut totals = vec![false; figures.counts().len()];
    figures.sums().iter().for_each(|sum| totals[sum.total] = true);
    totals
}

#[cfg(test)]
mod tests {
    //! A coordinator publishes tables in which some counts are small.

    use super::super::Table;
    use super::*;

    fn hidden(counts: &[Vec<u64>], threshold: u64) -> Result<(usize, usize), NotSafe> {
        let table = Table::new(counts).unwrap();
        let found = suppress(&table.figures, Threshold::new(threshold))?;
        assert!(found.figures.audit(Threshold::new(threshold)).unwrap().is_safe());
        Ok((found.small.len(), found.others.len()))
    }

    #[test]
    fn a_table_without_small_counts_stays_whole() {
        assert_eq!(hidden(&[vec![9, 0], vec![12, 8]], 5), Ok((0, 0)));
    }

    #[test]
    fn one_small_count_takes_three_others_with_it() {
        assert_eq!(hidden(&[vec![3, 12, 15], vec![20, 11, 9], vec![14, 8, 16]], 5), Ok((1, 3)));
    }

    #[test]
    fn a_small_total_is_hidden_and_not_worked_out_from_other_totals() {
        let counts = [vec![12, 9, 14], vec![8, 15, 11], vec![6, 7, 9], vec![1, 2, 0]];
        let (small, others) = hidden(&counts, 5).unwrap();
        assert_eq!(small, 3);
        assert!(others <= 5);
    }

    #[test]
    fn a_group_of_two_that_stands_alone_cannot_be_hidden_behind_known_totals() {
        let table = Table::with_known_totals(&[vec![2, 0], vec![0, 2]]).unwrap();
        assert!(matches!(suppress(&table.figures, Threshold::new(5)), Err(NotSafe::Exposed(_))));
    }

    #[test]
    fn insiders_need_one_more_to_hide_among() {
        let table = Table::new(&[vec![4, 20, 7], vec![18, 11, 9], vec![14, 8, 16]]).unwrap();
        let insiders = Threshold::new(5).against_insiders();
        let found = suppress(&table.figures, insiders).unwrap();
        let audit = found.figures.audit(insiders).unwrap();
        assert!(audit.findings[0].bounds.high.is_none_or(|high| high >= 6));
    }
}
