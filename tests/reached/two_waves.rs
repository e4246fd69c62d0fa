//! Tables of several waves whose people may be others each time.

use crate::house::{House, fixture, instrument, question, scored};
use crate::oracle::{Case, Oracle, p};
use crate::{Shown, look, shown};

type Looked = (Vec<Shown>, Vec<String>);

/// Eight waves of a public survey.
pub async fn society(oracle: &Oracle) -> Looked {
    let codes = ["1", "2", "3", "4", "5", "6", "7"];
    let levels: Vec<(&str, f64)> = codes.iter().zip(1..).map(|(code, score)| (*code, f64::from(score))).collect();
    let toml = fixture("gss.toml") + &question("dem", "yes_no", "") + &question("place", "scale", &scored(&levels));
    let house = House::with(&toml, &with_parties(oracle), &fixture("gss.map.toml")).await;
    let compare = house.waves("?from={2000}&to={2014}").await;
    let television = house.waves("/item?key=television").await;
    let crosstab = house.waves("/crosstab?rows=marital&columns=race&wave={2014}").await;
    let results = house.results("2010", "").await;
    let mean = oracle.case("open.two.numeric.gss_tvhours.2000_2014");
    let mix = oracle.case("open.two.nominal.gss_marital.2000_2014");
    let many = oracle.case("open.many.numeric.gss_tvhours_8waves");
    let table = oracle.case("open.xtab.gss2014.marital_race");
    let missing = oracle.case("open.desc.missing_by_reason.rincome2010");
    let change = format!("{} ({})", mean.fixed("diff", 2), mean.limits("diff_lo", "diff_hi", 2));
    let slope = format!(
        "{} a year ({}), {}",
        many.fixed("ols_slope", 3),
        many.limits("ols_slope_lo", "ols_slope_hi", 3),
        many.probable("ols_slope_p")
    );
    let welch = format!("F(7, {}) = {}, {}", many.fixed("df2", 0), many.fixed("welch_F", 2), many.probable("p_value"));
    let chi = format!("χ² = {} (8)", table.fixed("chi2", 2));
    let strength =
        format!("V = {} ({})", table.fixed("cramers_v_bias_corrected", 2), table.limits("v_ci_lo", "v_ci_hi", 2));
    let rate = format!("{:.1} % of those asked", missing.number("item_nonresponse_rate") * 100.0);
    let mut lines = parties(oracle, &house).await;
    lines.extend([
        shown(mean.statistic, &compare, "watch television", &[change, format!("p {}", mean.p("p_value"))]),
        shown(
            mix.statistic,
            &compare,
            "Cramér’s V, bias-corrected",
            &[mix.fixed("cramers_v_bias_corrected", 2), format!("p {}", mix.p("p_value"))],
        ),
        shown(many.statistic, &television, "straight line", &[slope, welch]),
        shown(table.statistic, &crosstab, "", &[chi, table.probable("p_value"), strength]),
        letters(oracle, &crosstab),
        shown(
            missing.statistic,
            &results,
            "What do you earn in a year?",
            &[
                format!("{} answered", missing.number("n_valid")),
                format!("{} did not know", missing.number("don_t_know")),
                format!("{} would rather not say", missing.number("refused")),
                format!("{} said that it does not apply", missing.number("not_applicable")),
                rate,
            ],
        ),
    ]);
    look(house, lines).await
}

/// Shares of the married by race, each with the letters of the columns that are clearly lower. The reference has its
/// columns in the order black, other, white; the page white (A), black (B), other (C).
fn letters(oracle: &Oracle, address: &str) -> Shown {
    let case = oracle.case("open.xtab.letters.Married");
    let mark = |pair: usize, letter: char| match case.number(&format!("p_holm/{pair}")) {
        p if p < 0.001 => letter.to_ascii_uppercase().to_string(),
        p if p < 0.05 => letter.to_string(),
        _ => String::new(),
    };
    // White is above both others, other above black.
    let [black, other, white] = [0, 1, 2].map(|column| case.number(&format!("column_pct/{column}")));
    assert!(white > other && other > black);
    let says = [format!("{white:.0} % (949) ↑ more than expected {}{}", mark(1, 'b'), mark(2, 'c'))];
    shown(case.statistic, address, "Married", &says)
}

/// The same table with two columns more: whether somebody is a democrat, and where they stand between seven parties.
fn with_parties(oracle: &Oracle) -> Vec<u8> {
    let order = [
        "Strong democrat",
        "Not str democrat",
        "Ind,near dem",
        "Independent",
        "Ind,near rep",
        "Not str republican",
        "Strong republican",
    ];
    let mut table = csv::Writer::from_writer(Vec::new());
    let rows = oracle.rows("gss_cat.csv");
    let columns: Vec<&str> = rows[0].keys().map(String::as_str).collect();
    table.write_record(columns.iter().copied().chain(["dem", "place"])).unwrap();
    for row in &rows {
        let place = order.iter().position(|party| *party == row["partyid"]);
        let democrat = match (place, row["partyid"].as_str()) {
            (_, "No answer" | "Don't know") => "",
            (Some(0 | 1), _) => "yes",
            _ => "no",
        };
        let party = place.map_or_else(String::new, |place| (place + 1).to_string());
        let own = columns.iter().map(|column| row[*column].as_str());
        table.write_record(own.chain([democrat, party.as_str()])).unwrap();
    }
    table.into_inner().unwrap()
}

/// Seven parties in an order, and whether somebody is a democrat, over eight waves.
async fn parties(oracle: &Oracle, house: &House) -> Vec<Shown> {
    let two = oracle.case("open.two.binary.gss_dem.2012_2014");
    let many = oracle.case("open.many.binary.gss_dem_8waves");
    let ordered = oracle.case("open.many.ordinal.gss_pid7_8waves");
    let compare = house.waves("?from={2012}&to={2014}").await;
    let (dem, party) = (house.waves("/item?key=dem").await, house.waves("/item?key=place").await);
    let [by, low, high] = ["diff", "newcombe_lo", "newcombe_hi"].map(|path| two.number(path) * 100.0);
    let points = format!("{by:+.1} points ({low:.1} to {high:.1})");
    vec![
        shown(
            two.statistic,
            &compare,
            "The question dem",
            &[points, format!("p {}", two.p("p_value")), two.fixed("cohen_h", 2)],
        ),
        shown(
            many.statistic,
            &dem,
            "Cochran-Armitage",
            &[
                format!("z = {}, {}", many.fixed("ca_z", 2), many.probable("ca_p")),
                format!("χ² = {} (7), {}", many.fixed("hetero_chi2", 2), many.probable("hetero_p")),
            ],
        ),
        shown(
            ordered.statistic,
            &party,
            "Jonckheere-Terpstra",
            &[
                format!("z = {}, {}", ordered.fixed("jt_z", 2), ordered.probable("jt_p")),
                ordered.fixed("kendall_tau_b", 3),
                format!("H = {} (7), {}", ordered.fixed("H", 2), ordered.probable("kw_p")),
            ],
        ),
    ]
}

/// The twenty-five statements once more, women against men as if they were two waves.
pub async fn women_and_men(oracle: &Oracle) -> Looked {
    let whole = fixture("bfi.toml");
    let (before, rest) = whole.split_once("[[section]]\nid = \"person\"").unwrap();
    let scales = rest.split_once("[[scale]]").unwrap().1;
    let map = fixture("bfi.map.toml").lines().filter(|line| !line.starts_with("gender")).collect::<Vec<_>>().join("\n");
    let map = format!("wave = \"gender\"\ndrop = [\"id\", \"education\", \"age\"]\n{map}");
    let toml = format!("{before}[[scale]]{scales}");
    let house = House::with(&toml, &oracle.table("bfi.csv"), &map).await;
    let compare = house.waves("?from={1}&to={2}").await;
    let rank = oracle.case("open.two.ordinal.bfi_N3_gender");
    let family = oracle.case("open.mep.adjust.bfi25");
    let adjusted = |place: usize| format!("(Benjamini-Hochberg) {}", family.p(&format!("bh/{place}")));
    let delta = format!("{} ({})", rank.fixed("cliffs_delta", 2), rank.limits("delta_lo", "delta_hi", 2));
    let statement = |id: &str| {
        let from = toml.split(&format!("id = \"{id}\"")).nth(1).unwrap();
        from.split("en = \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let lines = vec![
        shown(rank.statistic, &compare, &statement("n3"), &[format!("Cliff’s delta {delta}")]),
        shown(family.statistic, &compare, &statement("c1"), &[adjusted(5)]),
        shown(family.statistic, &compare, &statement("n1"), &[adjusted(15)]),
        // R 4.2.2, margin 0.3 × 5 / 4: t.test(women, men, mu = ±0.375, alternative = …), the larger p-value.
        shown("tost_two_wave", &compare, "Agreeableness", &[format!("p = {}", p(0.708_832_8))]),
    ];
    look(house, lines).await
}

/// Forty and forty people, ten and twelve: what so few can show.
pub async fn too_few(oracle: &Oracle) -> Looked {
    let share = oracle.case("open.mep.mde_prop.p0.05_n40_n40");
    let mean = oracle.case("open.mep.mde_mean.n10_n12");
    let spread = 0.9_f64.sqrt();
    let row = |wave: u32, person: usize| {
        let (yes, numbers) = if wave == 1 { (2, 10) } else { (4, 12) };
        let away = if person.is_multiple_of(2) { spread } else { -spread };
        let size = if person < numbers { format!("{:.6}", 5.0 + away) } else { String::new() };
        format!("{wave},{},{size}", if person < yes { "yes" } else { "no" })
    };
    let rows = [1, 2].into_iter().flat_map(|wave| (0..40).map(move |person| row(wave, person)));
    let table = std::iter::once("wave,full,size".to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
    let size = question("size", "number", "min = 0\nmax = 99\ndecimals = 6");
    let toml = instrument(&(question("full", "yes_no", "") + &size));
    let house = House::with(&toml, table.as_bytes(), "wave = \"wave\"").await;
    let compare = house.waves("?from={1}&to={2}").await;
    let points = rise(&share);
    let lines = vec![
        shown(
            share.statistic,
            &compare,
            "The question full",
            &[format!("With 40 and 40 answers only changes of about {points:.0} points show up reliably")],
        ),
        shown(
            mean.statistic,
            &compare,
            "The question size",
            &[format!("With 10 and 12 answers only changes of about {} show up reliably", mean.fixed("raw", 2))],
        ),
    ];
    look(house, lines).await
}

/// How many points up would be seen.
fn rise(case: &Case) -> f64 {
    (case.number("detectable_rise_to") - case.inputs["p1"].as_f64().unwrap()) * 100.0
}
