//! What an attacker finds in tables, and groups within groups.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use server::disclosure::{Audit, NotSafe, Standing, Suppressed, Table, Threshold, difference, suppress};

use super::case::{Case, Found, Outcome, Row, fields, plain};

fn threshold(case: &Case) -> Result<Threshold, String> {
    Ok(Threshold::new(case.count("/params/threshold")? as u64))
}

/// The counts of the case, which must be those of its data set.
fn counts(case: &Case, totals: bool) -> Result<Vec<Vec<u64>>, String> {
    let given = case.at("/inputs/counts").cloned().unwrap_or_default();
    let mut given: Vec<Vec<u64>> = serde_json::from_value(given).map_err(|error| error.to_string())?;
    if totals {
        given.pop();
        given.iter_mut().for_each(|row| row.truncate(row.len().saturating_sub(1)));
    }
    if case.has_data() {
        let (row, column) = (case.text("/select/row")?, case.text("/select/col")?);
        let (rows, columns) = (case.texts("/inputs/rows"), case.texts("/inputs/cols"));
        let data = case.rows()?;
        let count = |one: &String, other: &String| {
            data.iter().filter(|line| line[&row] == *one && line[&column] == *other).count() as u64
        };
        let same = given
            .iter()
            .zip(&rows)
            .all(|(counts, one)| counts.iter().zip(&columns).all(|(given, other)| *given == count(one, other)));
        if !same {
            return Err("the data set has other counts".into());
        }
    }
    Ok(given)
}

/// Totals are known to the reader and never hidden.
pub fn attack_with_known_totals(case: &Case) -> Outcome {
    attacked(case, Table::with_known_totals(&counts(case, false)?).map_err(|error| format!("{error:?}"))?)
}

/// Totals are cells of the table.
pub fn attack(case: &Case) -> Outcome {
    attacked(case, Table::new(&counts(case, true)?).map_err(|error| format!("{error:?}"))?)
}

fn attacked(case: &Case, mut table: Table) -> Outcome {
    let threshold = threshold(case)?;
    let own = suppress(&table.figures, threshold);
    for cell in case.at("/inputs/suppressed").and_then(Value::as_array).into_iter().flatten() {
        let index = |place: usize| cell[place].as_u64().map(|place| place as usize - 1).ok_or("no cell");
        table.figures.set(table.place(index(0)?, index(1)?), Standing::Hidden);
    }
    let audit = table.figures.audit(threshold).map_err(|error| format!("{error:?}"))?;
    let mut found = fields([
        ("n_primary", json!(table.figures.small(threshold).count())),
        ("n_suppressed", json!(table.figures.hidden().count())),
        ("bounds", bounds(&table, &audit)),
        ("safe", json!(audit.is_safe())),
        ("n_exactly_revealed", json!(audit.revealed())),
    ]);
    if case.at("/expected/protectable").is_some() {
        found.extend(protected(case, &table, own, threshold)?);
    }
    Ok(found)
}

/// R goes down the columns.
fn bounds(table: &Table, audit: &Audit) -> Value {
    let mut cells: Vec<_> = audit.findings.iter().map(|finding| (table.cell(finding.place), finding.bounds)).collect();
    cells.sort_by_key(|((row, column), _)| (*column, *row));
    let cell = |((row, column), bounds): &((usize, usize), server::disclosure::Bounds)| json!({ "row": row + 1, "col": column + 1, "lo": bounds.low, "hi": bounds.high });
    cells.iter().map(cell).collect()
}

/// Our own pattern need not be the best one: it must be safe and hide at most two counts more.
fn protected(
    case: &Case,
    table: &Table,
    own: Result<Suppressed, NotSafe>,
    threshold: Threshold,
) -> Result<Found, String> {
    let own = match own {
        Ok(own) => own,
        Err(NotSafe::Exposed(_)) => {
            let none = || Value::Null;
            return Ok(fields([
                ("protectable", json!(false)),
                ("min_complementary_cells", none()),
                ("min_complementary_sum", none()),
            ]));
        }
        Err(NotSafe::Unsolved) => return Err("not solved".into()),
    };
    let audit = own.figures.audit(threshold).map_err(|error| format!("{error:?}"))?;
    let people: u64 = own.others.iter().map(|place| table.figures.counts()[*place]).sum();
    let (least, least_people) =
        (case.count("/expected/min_complementary_cells"), case.count("/expected/min_complementary_sum"));
    let (Ok(least), Ok(least_people)) = (least, least_people) else {
        return Ok(fields([("protectable", json!(true))]));
    };
    println!(
        "  {} hides {} others ({people}); the best is {least} ({least_people})",
        plain(&case.value["id"]),
        own.others.len()
    );
    if !audit.is_safe() || own.others.len() > least + 2 || own.others.len() < least {
        return Err(format!("our pattern: {} others, safe {}", own.others.len(), audit.is_safe()));
    }
    Ok(fields([
        ("protectable", json!(true)),
        ("min_complementary_cells", json!(least)),
        ("min_complementary_sum", json!(least_people)),
    ]))
}

/// Sizes of groups that `select` describes, and whether two of them may be shown together.
pub fn differencing(case: &Case) -> Outcome {
    let (threshold, rows) = (threshold(case)?, case.all_rows()?);
    let groups = case.at("/select/groups").and_then(Value::as_object).ok_or("no groups")?;
    let size = |rule: &Value| rows.iter().filter(|row| fits(row, &plain(rule))).count() as u64;
    let sizes: BTreeMap<String, u64> = groups.iter().map(|(name, rule)| (bare(name), size(rule))).collect();
    let of = |name: &str| sizes.get(&bare(name)).copied().ok_or(format!("no group {name}"));
    let (most, least) = (sizes.values().max().copied().unwrap_or(0), sizes.values().min().copied().unwrap_or(0));
    let mut found = Found::new();
    for field in case.at("/expected").and_then(Value::as_object).into_iter().flatten().map(|(field, _)| field) {
        let value = if field == "difference" {
            json!(most - least)
        } else if field == "both_publishable" {
            json!(difference::publishable(most, least, threshold))
        } else if let Some(name) = field.strip_prefix("n_") {
            json!(of(name)?)
        } else if let Some((one, other)) = field.strip_prefix("diff_").and_then(|pair| pair.split_once("_minus_")) {
            json!(of(one)?.abs_diff(of(other)?))
        } else if let Some((one, other)) = field.strip_suffix("_publishable").and_then(|pair| pair.split_once("_and_"))
        {
            json!(difference::publishable(of(one)?, of(other)?, threshold))
        } else {
            continue;
        };
        found.insert(field.clone(), value);
    }
    Ok(found)
}

/// `without_H` and `withoutH`, `E_only` and `E` are the same group.
fn bare(name: &str) -> String {
    name.trim_end_matches("_only").replace('_', "")
}

/// Whether a row fits `a=1 and b!='x'`.
fn fits(row: &Row, rule: &str) -> bool {
    rule.split(" and ").all(|part| {
        let (column, wanted, equal) = match part.split_once("!=") {
            Some((column, wanted)) => (column, wanted, false),
            None => part.split_once('=').map_or(("", "", true), |(column, wanted)| (column, wanted, true)),
        };
        row.get(column.trim()).is_some_and(|value| (value == wanted.trim().trim_matches('\'')) == equal)
    })
}
