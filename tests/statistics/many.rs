//! Three and more waves, linked waves, and reliability, held against reference figures.
//!
//! Columns come from `inputs` where a case has them, else from its data set; one function per statistic. A new one is a
//! line in `found`.

#[path = "many/columns.rs"]
mod columns;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value, json};
use server::statistics::linked::{Turnover, link, linked_binary, linked_nominal, linked_numeric, linked_ordinal};
use server::statistics::linked_many::{linked_many_binary, linked_many_ordinal};
use server::statistics::many_waves::{Yes, many_binary, many_numeric, many_ordinal};
use server::statistics::obstacle::{Obstacle, status};
use server::statistics::reliability::{cronbach_alpha, mcdonald_omega};
use server::statistics::{Interval, Status};

use columns::{cell, rows};

type Row = BTreeMap<String, String>;
type Column = Vec<Option<f64>>;
type Pairs = Vec<(Option<f64>, Option<f64>)>;

/// Works out a case and compares; `None` when its statistic belongs elsewhere.
pub fn run(case: &Value, data: &Path) -> Option<Result<(), String>> {
    Some(compare(case, &found(case, data)?))
}

fn found(case: &Value, data: &Path) -> Option<Value> {
    Some(match case["statistic"].as_str()? {
        "many_wave_ordinal" => many_wave_ordinal(case, data),
        "many_wave_numeric" => many_wave_numeric(case, data),
        "many_wave_binary" => many_wave_binary(case, data),
        "linked_binary" => of_linked_binary(case, data),
        "linked_ordinal" => of_linked_ordinal(&pairs(case, data)),
        "linked_numeric" => of_linked_numeric(&pairs(case, data)),
        "linked_nominal" => of_linked_nominal(case, data),
        "linked_many_ordinal" => of_linked_many_ordinal(case, data),
        "linked_many_binary" => of_linked_many_binary(case, data),
        "linkage_counts" => linkage_counts(case, data),
        "cronbach_alpha" => alpha(case, data),
        "mcdonald_omega" => omega(case, data),
        _ => return None,
    })
}

// ---- three and more independent waves ----

fn many_wave_ordinal(case: &Value, data: &Path) -> Value {
    let (values, waves) = answers_and_waves(case, data);
    let found = many_ordinal(&values, &waves);
    let (h, trend) = (found.difference.as_ref().ok(), found.trend.as_ref().ok());
    json!({
        "n": found.base, "H": h.map(|h| h.test.statistic), "df": h.and_then(|h| h.test.freedom),
        "kw_p": h.map(|h| h.test.p), "epsilon2": h.map(|h| h.epsilon_squared),
        "jt_J": trend.map(|trend| trend.pairs_higher), "jt_mean": trend.map(|trend| trend.expected),
        "jt_var": trend.map(|trend| trend.variance), "jt_z": trend.map(|trend| trend.test.statistic),
        "jt_p": trend.map(|trend| trend.test.p), "kendall_tau_b": trend.map(|trend| trend.tau_b),
        "status": word(status(&found.difference)), "reason": reason(&found.difference),
    })
}

fn many_wave_numeric(case: &Value, data: &Path) -> Value {
    let (values, waves) = answers_and_waves(case, data);
    let found = many_numeric(&values, &waves);
    let (welch, variances) = (found.difference.as_ref().ok(), found.variances.as_ref().ok());
    let slope = found.slope.as_ref().ok();
    let interval = slope.and_then(|slope| slope.per_year.interval);
    json!({
        "n": found.answers, "groups": found.waves, "welch_F": welch.map(|test| test.statistic), "df1": found.freedom,
        "df2": welch.and_then(|test| test.freedom), "p_value": welch.map(|test| test.p),
        "eta2": variances.map(|variances| variances.eta_squared), "omega2": variances.map(|v| v.omega_squared),
        "ols_slope": slope.and_then(|slope| slope.per_year.estimate), "ols_slope_lo": low(interval),
        "ols_slope_hi": high(interval), "ols_slope_p": slope.and_then(|slope| slope.test).map(|test| test.p),
        "status": word(status(&found.difference)), "reason": reason(&found.difference),
    })
}

fn many_wave_binary(case: &Value, data: &Path) -> Value {
    let waves: Vec<Yes> = if case["inputs"]["x"].is_null() { counted(case, data) } else { given(case) };
    let found = many_binary(&waves);
    let (trend, difference) = (found.trend.ok(), found.difference.ok());
    json!({
        "proportions": found.shares.iter().map(|(_, share)| share.estimate).collect::<Vec<_>>(),
        "ca_z": trend.map(|test| test.statistic), "ca_chi2": trend.map(|test| test.statistic.powi(2)),
        "ca_p": trend.map(|test| test.p), "hetero_chi2": difference.map(|test| test.statistic),
        "hetero_df": difference.and_then(|test| test.freedom), "hetero_p": difference.map(|test| test.p),
        "status": word(status(&found.difference)), "reason": reason(&found.difference),
    })
}

fn given(case: &Value) -> Vec<Yes> {
    let [x, n, scores] = ["x", "n", "scores"].map(|name| numbers(&case["inputs"][name]));
    let wave =
        |((count, base), time): ((&f64, &f64), &f64)| Yes { time: *time, count: *count as usize, base: *base as usize };
    x.iter().zip(&n).zip(&scores).map(wave).collect()
}

fn counted(case: &Value, data: &Path) -> Vec<Yes> {
    let (values, waves) = answers_and_waves(case, data);
    let mut found: BTreeMap<u64, Yes> = BTreeMap::new();
    for (value, time) in values.iter().zip(&waves).filter_map(|(value, time)| (*value).zip(*time)) {
        let wave = found.entry(time.to_bits()).or_insert(Yes { time, count: 0, base: 0 });
        wave.count += usize::from(value == 1.0);
        wave.base += 1;
    }
    found.into_values().collect()
}

/// Answers with their waves: from a table of counts (a row is a wave), from values, or from columns of the data set.
fn answers_and_waves(case: &Value, data: &Path) -> (Column, Column) {
    let (inputs, select) = (&case["inputs"], &case["select"]);
    if let Some(counts) = inputs["counts"].as_array() {
        let (rows, columns) = (plain_numbers(&inputs["rows"]), plain_numbers(&inputs["cols"]));
        let cells = counts.iter().zip(rows).flat_map(|(counts, wave)| {
            let counts = numbers(counts);
            columns.clone().into_iter().zip(counts).map(move |(value, count)| (value, wave, count as usize))
        });
        return cells.flat_map(|(value, wave, count)| std::iter::repeat_n((value, wave), count)).unzip();
    }
    if inputs.get("values").is_some() {
        let optional =
            |name: &str| inputs[name].as_array().map_or(vec![], |all| all.iter().map(Value::as_f64).collect());
        return (optional("values"), optional("wave"));
    }
    if inputs.get("groups").is_some() {
        let groups = inputs["groups"].as_u64().unwrap_or(0) as u32;
        let people = (0..groups * 10).map(|place| (Some(f64::from(place % 5)), Some(f64::from(place / 10))));
        return people.unzip();
    }
    let rows = rows(case, data);
    let value = select["value"].as_str().or(select["derive"].as_str()).unwrap_or_default();
    let wave = select["wave"].as_str().unwrap_or_default();
    rows.iter().map(|row| (cell(row, value), cell(row, wave))).unzip()
}

// ---- linked waves ----

fn of_linked_binary(case: &Value, data: &Path) -> Value {
    let inputs = &case["inputs"];
    let count = |name: &str| inputs[name].as_u64().unwrap_or(0) as usize;
    let yes = |value: Option<f64>| value.map(|value| value == 1.0);
    let turnover = if inputs.get("both").is_some() {
        Turnover { both: count("both"), lost: count("lost"), gained: count("gained"), neither: count("neither") }
    } else {
        Turnover::of(pairs(case, data).iter().map(|(earlier, later)| (yes(*earlier), yes(*later))))
    };
    let found = linked_binary(turnover);
    let test = found.test.as_ref().ok();
    json!({
        "n_linked": found.change.base, "both": turnover.both, "lost": turnover.lost, "gained": turnover.gained,
        "neither": turnover.neither, "p1": found.earlier, "p2": found.later, "diff": found.change.estimate,
        "bonett_price_lo": low(found.change.interval), "bonett_price_hi": high(found.change.interval),
        "newcombe_paired_lo": low(found.newcombe), "newcombe_paired_hi": high(found.newcombe),
        "mcnemar_exact_p": test.map(|test| test.p), "mcnemar_midp": test.map(|test| test.mid_p),
        "mcnemar_chi2_nocc": test.map(|test| test.chi_squared),
        "status": word(status(&found.test)), "reason": reason(&found.test),
    })
}

fn of_linked_ordinal(pairs: &Pairs) -> Value {
    let found = linked_ordinal(pairs);
    let test = found.test.as_ref().ok();
    let asymptotic = test.and_then(|test| test.asymptotic);
    let dropped = test.and_then(|test| test.zeros_dropped);
    json!({
        "n_linked": found.base, "improved": found.change.improved, "declined": found.change.declined,
        "unchanged": found.change.unchanged, "W_plus_pratt": test.map(|test| test.plus),
        "W_minus_pratt": test.map(|test| test.minus), "z_pratt": asymptotic.map(|test| test.statistic),
        "p_pratt_asymptotic": asymptotic.map(|test| test.p), "p_pratt_exact": test.and_then(|test| test.exact),
        "V_wilcoxon_zeros_dropped": dropped.map(|dropped| dropped.plus),
        "z_wilcoxon_zeros_dropped": dropped.map(|dropped| dropped.test.statistic),
        "p_wilcoxon_zeros_dropped_nocc": dropped.map(|dropped| dropped.test.p),
        "rank_biserial_pratt": test.and_then(|test| test.rank_biserial), "net_change": found.net.estimate,
        "net_change_lo": low(found.net.interval), "net_change_hi": high(found.net.interval),
        "median_change": found.median, "status": word(status(&found.test)), "reason": reason(&found.test),
    })
}

fn of_linked_numeric(pairs: &Pairs) -> Value {
    let found = linked_numeric(pairs);
    let test = found.test.as_ref().ok();
    let (t, dz) = (test.map(|test| test.t), test.map(|test| test.dz));
    json!({
        "n_linked": found.base, "mean1": found.earlier, "mean2": found.later, "mean_diff": found.change.estimate,
        "sd_diff": found.sd, "t": t.map(|t| t.statistic), "df": t.and_then(|t| t.freedom), "p_value": t.map(|t| t.p),
        "diff_lo": low(found.change.interval), "diff_hi": high(found.change.interval),
        "dz": dz.and_then(|dz| dz.estimate), "dz_lo": low(dz.and_then(|dz| dz.interval)),
        "dz_hi": high(dz.and_then(|dz| dz.interval)), "gz": test.and_then(|test| test.gz),
        "r_pretest_posttest": found.correlation, "status": word(status(&found.test)), "reason": reason(&found.test),
    })
}

fn of_linked_nominal(case: &Value, data: &Path) -> Value {
    let table = match case["inputs"]["counts"].as_array() {
        Some(counts) => counts.iter().map(|row| numbers(row).iter().map(|count| *count as usize).collect()).collect(),
        None => square(&pairs(case, data)),
    };
    let found = linked_nominal(&table);
    let (mix, symmetry) = (found.mix.as_ref().ok(), found.symmetry.as_ref().ok());
    json!({
        "n": found.base, "k": found.categories.len(), "stuart_maxwell_chi2": mix.map(|test| test.statistic),
        "stuart_maxwell_df": mix.and_then(|test| test.freedom), "stuart_maxwell_p": mix.map(|test| test.p),
        "bowker_chi2": symmetry.map(|test| test.statistic), "bowker_df": symmetry.and_then(|test| test.freedom),
        "bowker_p": symmetry.map(|test| test.p), "bowker_df_R_mcnemar": found.all_pairs(),
        "status": word(status(&found.mix)), "reason": reason(&found.mix),
    })
}

/// A square table of the codes that pairs have.
fn square(pairs: &Pairs) -> Vec<Vec<usize>> {
    let both: Vec<(f64, f64)> = pairs.iter().filter_map(|(earlier, later)| (*earlier).zip(*later)).collect();
    let codes: BTreeSet<u64> = both.iter().flat_map(|(earlier, later)| [earlier.to_bits(), later.to_bits()]).collect();
    let place = |code: f64| codes.iter().position(|known| *known == code.to_bits()).unwrap_or(0);
    let mut table = vec![vec![0; codes.len()]; codes.len()];
    both.iter().for_each(|(earlier, later)| table[place(*earlier)][place(*later)] += 1);
    table
}

fn of_linked_many_ordinal(case: &Value, data: &Path) -> Value {
    let found = linked_many_ordinal(&rows_of_people(case, data));
    let friedman = found.difference.as_ref().ok();
    json!({
        "n_complete": found.base, "k": found.waves, "chi2": friedman.map(|of| of.test.statistic),
        "df": friedman.and_then(|of| of.test.freedom), "p_value": friedman.map(|of| of.test.p),
        "kendalls_W": friedman.map(|of| of.agreement), "mean_ranks": found.mean_ranks,
        "status": word(status(&found.difference)), "reason": reason(&found.difference),
    })
}

fn of_linked_many_binary(case: &Value, data: &Path) -> Value {
    let yes = |row: Column| row.into_iter().map(|value| value.map(|value| value == 1.0)).collect();
    let found = linked_many_binary(&rows_of_people(case, data).into_iter().map(yes).collect::<Vec<_>>());
    let test = found.difference.as_ref().ok();
    json!({
        "n_complete": found.base, "k": found.yes.len(), "column_sums": found.yes, "Q": test.map(|test| test.statistic),
        "df": test.and_then(|test| test.freedom), "p_value": test.map(|test| test.p),
        "status": word(status(&found.difference)), "reason": reason(&found.difference),
    })
}

fn linkage_counts(case: &Value, data: &Path) -> Value {
    let rows = rows(case, data);
    let waves = numbers(&case["select"]["waves"]);
    let there = |wave: f64| -> Vec<(String, ())> {
        rows.iter().filter(|row| time(row) == Some(wave)).map(|row| (person(case, row), ())).collect()
    };
    let (counts, _) = link(&there(waves[0]), &there(waves[1]));
    let mut found = Map::new();
    found.insert("n_linked".to_owned(), json!(counts.linked));
    found.insert(format!("n_wave{}", waves[0]), json!(counts.earlier));
    found.insert(format!("n_wave{}", waves[1]), json!(counts.later));
    found.insert(format!("n_only_wave{}", waves[0]), json!(counts.only_earlier));
    found.insert(format!("n_only_wave{}", waves[1]), json!(counts.only_later));
    Value::Object(found)
}

/// Two answers of each person: from lists, from links that nobody shares, or from the data set.
fn pairs(case: &Value, data: &Path) -> Pairs {
    for lists in [&case["inputs"], &case["select"]] {
        if let (Some(earlier), Some(later)) = (lists["earlier"].as_array(), lists["later"].as_array()) {
            return earlier.iter().map(Value::as_f64).zip(later.iter().map(Value::as_f64)).collect();
        }
    }
    if let Some(earlier) = case["inputs"]["earlier_ids"].as_array() {
        let people = |links: &[Value]| links.iter().map(|link| (link.to_string(), Some(1.0))).collect::<Vec<_>>();
        let later = case["inputs"]["later_ids"].as_array().map_or(&[][..], Vec::as_slice);
        return link(&people(earlier), &people(later)).1;
    }
    rows_of_people(case, data).into_iter().map(|row| (row[0], row[1])).collect()
}

/// Answers of each person, wave after wave.
fn rows_of_people(case: &Value, data: &Path) -> Vec<Column> {
    if let Some(rows) = case["inputs"]["rows"].as_array() {
        return rows
            .iter()
            .map(|row| row.as_array().map_or(vec![], |row| row.iter().map(Value::as_f64).collect()))
            .collect();
    }
    let waves = places(case);
    let mut people: BTreeMap<String, Column> = BTreeMap::new();
    for row in rows(case, data) {
        let answers = people.entry(person(case, &row)).or_insert_with(|| vec![None; waves.len()]);
        for (answer, place) in answers.iter_mut().zip(&waves) {
            match place {
                Place::Column(column) => *answer = cell(&row, column),
                Place::Wave(wave) if time(&row) == Some(*wave) => *answer = cell(&row, outcome(case, &row)),
                Place::Wave(_) => {}
            }
        }
    }
    people.into_values().collect()
}

/// Where an answer stands: in a column of its own, or in the row of a wave.
enum Place {
    Column(String),
    Wave(f64),
}

fn places(case: &Value) -> Vec<Place> {
    let select = &case["select"];
    if select.get("waves").is_some() {
        return numbers(&select["waves"]).into_iter().map(Place::Wave).collect();
    }
    let place = |name: &str| {
        let text = select[name].as_str().unwrap_or_default();
        let wave = text.split_whitespace().last().and_then(|word| word.parse().ok());
        wave.map_or_else(|| Place::Column(text.to_owned()), Place::Wave)
    };
    vec![place("earlier"), place("later")]
}

/// The column with the answers of a wave.
fn outcome<'a>(case: &'a Value, row: &Row) -> &'a str {
    let unnamed = || ["y", "outcome", "value"].into_iter().find(|name| row.contains_key(*name)).unwrap_or_default();
    case["select"]["value"].as_str().unwrap_or_else(unnamed)
}

fn time(row: &Row) -> Option<f64> {
    ["time", "visit", "wave"].iter().find_map(|name| row.get(*name))?.parse().ok()
}

fn person(case: &Value, row: &Row) -> String {
    let named = texts(&case["select"]["id"]);
    let names = if named.is_empty() { vec!["center".to_owned(), "id".to_owned()] } else { named };
    names.iter().filter_map(|name| row.get(name)).map(String::as_str).collect::<Vec<_>>().join(" ")
}

// ---- reliability ----

fn alpha(case: &Value, data: &Path) -> Value {
    let items = items(case, data);
    let found = cronbach_alpha(&items.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let of = found.coefficient.as_ref().ok();
    let interval = of.and_then(|of| of.alpha.interval);
    json!({
        "n_rows": found.people, "n_complete": found.base, "k": found.items,
        "alpha_raw": of.and_then(|of| of.alpha.estimate), "feldt_lo": low(interval), "feldt_hi": high(interval),
        "alpha_standardized": of.and_then(|of| of.standardised), "mean_interitem_r": of.and_then(|of| of.mean_correlation),
        "alpha_if_deleted": of.map(|of| &of.if_deleted), "item_rest_r": of.map(|of| &of.item_rest),
        "scale_mean_of_item_means": found.mean, "scale_sd_of_person_means": found.sd,
        "status": word(status(&found.coefficient)), "reason": reason(&found.coefficient),
        "warning": found.warning().map(|warning| warning.code()),
    })
}

fn omega(case: &Value, data: &Path) -> Value {
    let items = items(case, data);
    let found = mcdonald_omega(&items.iter().map(Vec::as_slice).collect::<Vec<_>>(), None);
    json!({
        "omega_total_1factor_ml": found.estimate.as_ref().ok(), "std_loadings": found.loadings,
        "status": word(status(&found.estimate)), "reason": reason(&found.estimate),
    })
}

/// Items as columns, turned round where a minus stands before their name.
fn items(case: &Value, data: &Path) -> Vec<Column> {
    let inputs = &case["inputs"];
    if let Some(k) = inputs["k"].as_u64() {
        return vec![vec![Some(1.0), Some(2.0)]; k as usize];
    }
    if let Some(people) = inputs["rows"].as_array() {
        let count = people.iter().filter_map(Value::as_array).map(Vec::len).max().unwrap_or(0);
        return (0..count).map(|item| people.iter().map(|row| row[item].as_f64()).collect()).collect();
    }
    let rows = rows(case, data);
    // Without a constant nought serves: neither alpha nor omega depends on it.
    let turned = case["params"]["reverse_constant"].as_f64().unwrap_or(0.0);
    let column = |name: &String| match name.strip_prefix('-') {
        Some(name) => rows.iter().map(|row| cell(row, name).map(|value| turned - value)).collect(),
        None => rows.iter().map(|row| cell(row, name)).collect(),
    };
    texts(&case["select"]["items"]).iter().map(column).collect()
}

// ---- values of the case files ----

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Texts; a bare one counts as a list of one.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().map(plain).collect(),
        Value::Null => Vec::new(),
        value => vec![plain(value)],
    }
}

fn plain_numbers(value: &Value) -> Column {
    texts(value).iter().map(|text| text.parse().ok()).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    plain_numbers(value).into_iter().flatten().collect()
}

fn low(interval: Option<Interval>) -> Option<f64> {
    interval.map(|interval| interval.low)
}

fn high(interval: Option<Interval>) -> Option<f64> {
    interval.map(|interval| interval.high)
}

fn word(status: Status) -> &'static str {
    if status == Status::NotComputed { "not_computed" } else { "computed" }
}

fn reason<T>(part: &Result<T, Obstacle>) -> Option<&'static str> {
    part.as_ref().err().map(|obstacle| obstacle.code())
}

fn compare(case: &Value, found: &Value) -> Result<(), String> {
    let expected = case["expected"].as_object().ok_or("expects nothing")?;
    let differs = |(field, wanted): (&String, &Value)| match found.get(field) {
        None => Some(format!("{field}: not worked out")),
        Some(value) if equal(value, wanted, case, field) => None,
        Some(value) => Some(format!("{field}: {value}, expected {wanted}")),
    };
    let wrong: Vec<String> = expected.iter().filter_map(differs).collect();
    if wrong.is_empty() { Ok(()) } else { Err(format!("{} {}", case["id"], wrong.join("; "))) }
}

/// Equal within the case's tolerance; a list of one may stand bare.
fn equal(found: &Value, wanted: &Value, case: &Value, field: &str) -> bool {
    match (found, wanted) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other, case, field))
        }
        (Value::Array(one), bare) if one.len() == 1 => equal(&one[0], bare, case, field),
        _ => match (found.as_f64(), wanted.as_f64()) {
            (Some(found), Some(wanted)) => near(found, wanted, &case["tolerance"], field),
            _ => found == wanted,
        },
    }
}

fn near(found: f64, wanted: f64, tolerance: &Value, field: &str) -> bool {
    let of = |name: &str| tolerance[name].as_f64().unwrap_or(0.0);
    let own = tolerance["fields"][field].as_f64();
    let absolute = tolerance["field_kind"] == "absolute";
    let (rel, abs) = match own {
        Some(own) if absolute => (0.0, own),
        Some(own) => (own, of("abs")),
        None => (of("rel"), of("abs")),
    };
    (found - wanted).abs() <= abs || (found - wanted).abs() <= rel * wanted.abs()
}
