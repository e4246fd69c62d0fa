//! Reference figures of crosstabs, of two independent waves, of families of tests, of equivalence and of planning.

#[path = "two/case.rs"]
mod case;

use std::collections::BTreeMap;
use std::path::Path;

use case::{Case, Found, fields, not_computed, standing};
use serde_json::{Value, json};
use server::statistics::column_comparisons::column_comparisons;
use server::statistics::crosstab::{Crosstab, crosstab};
use server::statistics::describe::describe;
use server::statistics::exact::{Method, freeman_halton};
use server::statistics::multiplicity::{benjamini_hochberg, holm};
use server::statistics::ordinal_association::ordinal_association;
use server::statistics::two_waves::binary::binary;
use server::statistics::two_waves::nominal::nominal;
use server::statistics::two_waves::numeric::{Numeric, numeric};
use server::statistics::two_waves::ordinal::{Ordinal, ordinal};
use server::statistics::{Reason, detectable, equivalence};

/// Where draws begin.
const SEED: u64 = 1;

/// Works out a case and compares; nothing where its statistic belongs to another module.
pub fn run(case: &Value, data: &Path) -> Option<Result<(), String>> {
    let case = Case { case, data };
    let found = match case.text("/statistic") {
        "crosstab" => crossed(&case),
        "column_comparisons" => compared(&case),
        "ordinal_association" => associated(&case),
        "two_wave_binary" => yes_or_no(&case),
        "two_wave_nominal" => unordered(&case),
        "two_wave_ordinal" => ordered(&case),
        "two_wave_numeric" => numbers(&case),
        "p_adjust" => adjusted(&case),
        "tost_two_wave" => same_in_two_waves(&case),
        "tost_linked" => same_in_linked(&case),
        "mde_proportion" => detectable_share(&case),
        "mde_mean_two" | "mde_mean_linked" => detectable_mean(&case),
        _ => return None,
    };
    Some(case.compare(&found))
}

fn crossed(case: &Case) -> Found {
    let table = case.table();
    let mut found = match crosstab(&table, SEED) {
        Ok(crosstab) => of_crosstab(&crosstab),
        Err(reason) => return not_computed(reason),
    };
    if let Ok(exact) = freeman_halton(&table, SEED) {
        let key = if case.at("/expected/fisher_mc_p").is_some() { "fisher_mc_p" } else { "fisher_exact_p" };
        let se = if let Method::Simulated { se, .. } = exact.method { se } else { 0.0 };
        found.extend(fields([(key, json!(exact.p)), ("fisher_mc_se", json!(se)), ("own_se", json!(se))]));
    }
    found
}

fn of_crosstab(crosstab: &Crosstab) -> Found {
    let (v, shift) = (crosstab.association.corrected, crosstab.association.noncentrality);
    fields([
        ("n", json!(crosstab.base)),
        ("rows", json!(crosstab.rows.len())),
        ("cols", json!(crosstab.columns.len())),
        ("rows_used", json!(crosstab.rows.len())),
        ("cols_used", json!(crosstab.columns.len())),
        ("chi2", json!(crosstab.chi_squared.statistic)),
        ("df", json!(crosstab.chi_squared.freedom)),
        ("p_value", json!(crosstab.chi_squared.p)),
        ("min_expected", json!(crosstab.least_expected)),
        ("share_expected_below_5", json!(crosstab.share_expected_below_five)),
        ("cramers_v_raw", json!(crosstab.association.raw)),
        ("cramers_v_bias_corrected", json!(v.estimate)),
        ("ncp_lo", json!(shift.map(|shift| shift.low))),
        ("ncp_hi", json!(shift.map(|shift| shift.high))),
        ("v_ci_lo", json!(v.interval.map(|interval| interval.low))),
        ("v_ci_hi", json!(v.interval.map(|interval| interval.high))),
        ("max_abs_adj_residual", json!(crosstab.largest_residual())),
    ])
}

fn compared(case: &Case) -> Found {
    let row = column_comparisons(&case.counts("/inputs/x"), &case.counts("/inputs/n"));
    // The reference lists pairs as 1-2, 1-3, 2-3.
    fields([
        ("column_pct", json!(row.shares.iter().map(|share| share.map(|share| 100.0 * share)).collect::<Vec<_>>())),
        ("p_raw", json!(row.pairs.iter().map(|pair| pair.p.ok()).collect::<Vec<_>>())),
        ("p_holm", json!(row.pairs.iter().map(|pair| pair.adjusted).collect::<Vec<_>>())),
    ])
}

fn associated(case: &Case) -> Found {
    match ordinal_association(&case.table()) {
        Err(reason) => not_computed(reason),
        Ok(found) => fields([
            ("n", json!(found.base)),
            ("tau_b", json!(found.tau_b)),
            ("z", json!(found.z)),
            ("p_value", json!(found.p)),
            ("spearman_rho", json!(found.rho)),
        ]),
    }
}

fn yes_or_no(case: &Case) -> Found {
    let count = |field: &str| case.count(&format!("/inputs/{field}"));
    let found = match binary((count("x1"), count("n1")), (count("x2"), count("n2"))) {
        Ok(found) => found,
        Err(reason) => return not_computed(reason),
    };
    let test = found.test.ok();
    let mut all = fields([
        ("p1", json!(found.earlier.estimate)),
        ("p2", json!(found.later.estimate)),
        ("diff", json!(found.change.estimate)),
        ("newcombe_lo", json!(found.change.interval.map(|interval| interval.low))),
        ("newcombe_hi", json!(found.change.interval.map(|interval| interval.high))),
        ("newcombe90_lo", json!(found.ninety.low)),
        ("newcombe90_hi", json!(found.ninety.high)),
        ("z_pooled", json!(test.map(|test| test.z))),
        ("chi2", json!(test.map(|test| test.z * test.z))),
        ("p_value", json!(test.map(|test| test.p))),
        ("min_expected", json!(test.map(|test| test.least_expected))),
        ("fisher_p", json!(test.map(|test| test.fisher))),
        ("cohen_h", json!(found.cohen_h)),
    ]);
    all.extend(standing(&found.test));
    all
}

fn unordered(case: &Case) -> Found {
    let table = case.table();
    let found = match nominal(&table[0], &table[1], SEED) {
        Ok(found) => found,
        Err(reason) => return not_computed(reason),
    };
    let mut all = match &found.overall {
        Ok(crosstab) => of_crosstab(crosstab),
        Err(reason) => not_computed(*reason),
    };
    let each = |of: &dyn Fn(&server::statistics::two_waves::nominal::Category) -> Option<f64>| {
        json!(found.categories.iter().map(of).collect::<Vec<_>>())
    };
    all.extend(fields([
        ("categories", json!(case.texts("/inputs/cols"))),
        ("diff", each(&|category| category.share.change.estimate)),
        ("newcombe_lo", each(&|category| category.share.change.interval.map(|interval| interval.low))),
        ("newcombe_hi", each(&|category| category.share.change.interval.map(|interval| interval.high))),
        ("p_raw", each(&|category| category.share.test.ok().map(|test| test.p))),
        ("p_holm", each(&|category| category.adjusted)),
    ]));
    all
}

fn ordered(case: &Case) -> Found {
    let [earlier, later] = case.waves();
    match ordinal(&earlier, &later) {
        Ok(found) => of_ordinal(&found),
        Err(reason) => not_computed(reason),
    }
}

fn of_ordinal(found: &Ordinal) -> Found {
    let (test, placement, delta) = (found.test.ok(), found.placement.ok(), found.delta());
    let brunner = placement.and_then(|placement| placement.test);
    let mut all = fields([
        ("n1", json!(found.earlier)),
        ("n2", json!(found.later)),
        ("U_later", json!(test.map(|test| test.u))),
        ("z", json!(test.map(|test| test.z))),
        ("p_value", json!(test.map(|test| test.shown()))),
        ("p_asymptotic", json!(test.map(|test| test.asymptotic))),
        ("p_exact", json!(test.and_then(|test| test.exact))),
        ("p_asymptotic_continuity_R_default", json!(test.map(|test| test.corrected))),
        ("prob_superiority", json!(found.superiority.estimate)),
        ("ps_se", json!(placement.map(|placement| placement.se))),
        ("ps_df", json!(brunner.map(|brunner| brunner.freedom))),
        ("ps_lo", json!(found.superiority.interval.map(|interval| interval.low))),
        ("ps_hi", json!(found.superiority.interval.map(|interval| interval.high))),
        ("cliffs_delta", json!(delta.estimate)),
        ("delta_lo", json!(delta.interval.map(|interval| interval.low))),
        ("delta_hi", json!(delta.interval.map(|interval| interval.high))),
        ("brunner_munzel_t", json!(brunner.map(|brunner| brunner.t))),
        ("brunner_munzel_p", json!(brunner.map(|brunner| brunner.p))),
    ]);
    all.extend(standing(&found.test));
    all
}

fn numbers(case: &Case) -> Found {
    let [earlier, later] = case.waves();
    let found = numeric(earlier, later);
    let mut all = of_numeric(&found);
    all.extend(standing(&found.test));
    all
}

fn of_numeric(found: &Numeric) -> Found {
    let (test, effect) = (found.test.ok(), found.effect.ok());
    let interval = effect.and_then(|effect| effect.interval);
    fields([
        ("n1", json!(found.earlier.mean.base)),
        ("n2", json!(found.later.mean.base)),
        ("mean1", json!(found.earlier.mean.estimate)),
        ("mean2", json!(found.later.mean.estimate)),
        ("sd1", json!(found.earlier.sd)),
        ("sd2", json!(found.later.sd)),
        ("diff", json!(found.change.estimate)),
        ("diff_lo", json!(found.change.interval.map(|interval| interval.low))),
        ("diff_hi", json!(found.change.interval.map(|interval| interval.high))),
        ("welch_t", json!(test.map(|test| test.t))),
        ("welch_df", json!(test.map(|test| test.freedom))),
        ("p_value", json!(test.map(|test| test.p))),
        ("sd_pooled", json!(effect.map(|effect| effect.pooled_sd))),
        ("cohen_d", json!(effect.map(|effect| effect.cohen_d))),
        ("hedges_J", json!(effect.map(|effect| effect.correction))),
        ("hedges_g", json!(effect.map(|effect| effect.hedges_g))),
        ("g_lo", json!(interval.map(|interval| interval.low))),
        ("g_hi", json!(interval.map(|interval| interval.high))),
    ])
}

fn adjusted(case: &Case) -> Found {
    let p_values: Vec<Option<f64>> = match case.at("/inputs") {
        Some(_) => case.list("/inputs/p").iter().map(Value::as_f64).collect(),
        None => {
            let rows = case.rows();
            let wave = |item: &str, group: &str| -> Vec<f64> {
                rows.iter().filter(|row| row["gender"] == group).filter_map(|row| row[item].parse().ok()).collect()
            };
            let p = |item: &String| Some(ordinal(&wave(item, "1"), &wave(item, "2")).ok()?.test.ok()?.asymptotic);
            case.texts("/select/values").iter().map(p).collect()
        }
    };
    fields([("p_raw", json!(p_values)), ("holm", json!(holm(&p_values))), ("bh", json!(benjamini_hochberg(&p_values)))])
}

/// The margin, which the reference gives beside its results or in the case's name.
fn margin(case: &Case) -> f64 {
    case.number("/params/margin").or_else(|| case.number("/expected/margin")).unwrap_or(f64::NAN)
}

fn of_equivalence(found: Result<equivalence::Equivalence, Reason>, change: &str) -> Found {
    match found {
        Err(reason) => not_computed(reason),
        Ok(found) => fields([
            ("margin", json!(found.margin)),
            (change, json!(found.change)),
            ("p_lower", json!(found.p_lower)),
            ("p_upper", json!(found.p_upper)),
            ("p_tost", json!(found.p())),
            ("ci90_lo", json!(found.ninety.low)),
            ("ci90_hi", json!(found.ninety.high)),
            ("equivalent_at_05", json!(found.holds())),
        ]),
    }
}

fn same_in_two_waves(case: &Case) -> Found {
    let [earlier, later] = case.waves();
    of_equivalence(equivalence::two_waves(&describe(earlier), &describe(later), margin(case)), "diff")
}

fn same_in_linked(case: &Case) -> Found {
    let waves = case.texts("/select/waves");
    let rows = case.rows();
    let name = case.text("/select/value");
    let wave = |place: usize| -> BTreeMap<&str, f64> {
        let rows = rows.iter().filter(|row| row["time"] == waves[place]);
        rows.filter_map(|row| Some((row["id"].as_str(), case.value(row, name)?))).collect()
    };
    let (earlier, later) = (wave(0), wave(1));
    let pairs = earlier.iter().filter_map(|(id, before)| later.get(id).map(|after| (*before, *after)));
    of_equivalence(equivalence::linked(pairs, margin(case)), "mean_diff")
}

fn detectable_share(case: &Case) -> Found {
    let share = case.number("/inputs/p1").unwrap_or(f64::NAN);
    match detectable::share(share, case.count("/inputs/n1"), case.count("/inputs/n2")) {
        Err(reason) => not_computed(reason),
        Ok(found) => fields([
            ("cohen_h", json!(found.cohen_h)),
            ("detectable_rise_to", json!(found.rise_to)),
            ("detectable_fall_to", json!(found.fall_to)),
        ]),
    }
}

fn detectable_mean(case: &Case) -> Found {
    let sd = |field: &str| case.number(field).unwrap_or(f64::NAN);
    let (found, standardised, by_normal) = match case.text("/statistic") {
        "mde_mean_two" => {
            let counts = (case.count("/inputs/n1"), case.count("/inputs/n2"));
            (detectable::mean(counts.0, counts.1, sd("/inputs/sd")), "d", "d_normal_approx")
        }
        _ => {
            let found = detectable::linked_mean(case.count("/inputs/n"), sd("/inputs/sd_of_change"));
            (found, "dz", "dz_normal_approx")
        }
    };
    match found {
        Err(reason) => not_computed(reason),
        Ok(found) => fields([
            (standardised, json!(found.standardised)),
            ("raw", json!(found.raw)),
            (by_normal, json!(found.by_normal)),
        ]),
    }
}
