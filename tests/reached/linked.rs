//! Tables of the same people at several times.

use std::collections::BTreeSet;

use crate::house::{House, fixture, instrument, question, scored, unscored};
use crate::oracle::{Oracle, p};
use crate::{Shown, look, shown};

type Looked = (Vec<Shown>, Vec<String>);

/// What asks for the code that pairs waves.
fn code() -> String {
    question("code", "link_code", "")
}

/// How people feel, four times.
pub async fn moods(oracle: &Oracle) -> Looked {
    let house = House::with(&fixture("sai.toml"), &oracle.table("sai_vale.csv"), &fixture("sai.map.toml")).await;
    let linked = house.waves("/linked?from={1}&to={4}").await;
    let compare = house.waves("?from={1}&to={4}").await;
    let first = house.results("1", "").await;
    let unlinked = oracle.case("open.two.ordinal.vale_calm_t1_t4_asifindependent");
    let rank = oracle.case("open.link.ordinal.vale_calm_t1_t4");
    let score = oracle.case("open.link.numeric.vale_score_t1_t4");
    let all = oracle.case("open.link.friedman.vale_calm_4");
    let every = oracle.case("open.link.friedman.vale_score_4");
    let people = oracle.case("open.link.attrition.vale");
    let alpha = oracle.case("open.rel.alpha.vale_t1_20");
    let friedman = |case: &crate::oracle::Case| {
        let ranks = (0..4).map(|wave| case.fixed(&format!("mean_ranks/{wave}"), 2)).collect::<Vec<_>>();
        let (chi, w) = (case.fixed("chi2", 2), case.fixed("kendalls_W", 2));
        format!("{} {} Friedman χ² = {chi}, Kendall’s W = {w}", case.fixed("n_complete", 0), ranks.join(" → "))
    };
    let moved = format!(
        "{} higher, {} lower, {} the same.",
        rank.fixed("improved", 0),
        rank.fixed("declined", 0),
        rank.fixed("unchanged", 0)
    );
    let counted = format!(
        "{} answered both times, of {} in 1 and {} in 4.",
        people.number("n_linked"),
        people.number("n_wave1"),
        people.number("n_wave4")
    );
    let lines = vec![
        shown(
            unlinked.statistic,
            &compare,
            "calm",
            &[format!(
                "Cliff’s delta {} ({})",
                unlinked.fixed("cliffs_delta", 2),
                unlinked.limits("delta_lo", "delta_hi", 2)
            )],
        ),
        shown(rank.statistic, &linked, "calm", &[moved, format!("p {}", rank.p("p_pratt_exact"))]),
        shown(
            score.statistic,
            &linked,
            "Anxiety",
            &[
                format!("{} ({})", score.fixed("mean_diff", 2), score.limits("diff_lo", "diff_hi", 2)),
                format!("{} → {}", score.fixed("mean1", 2), score.fixed("mean2", 2)),
                format!("(dz) {} ({})", score.fixed("dz", 2), score.limits("dz_lo", "dz_hi", 2)),
                format!("p {}", score.p("p_value")),
            ],
        ),
        shown(all.statistic, &linked, "calm", &[friedman(&all)]),
        shown(every.statistic, &linked, "Anxiety", &[friedman(&every)]),
        shown(people.statistic, &linked, "", &[counted]),
        shown(
            alpha.statistic,
            &first,
            "Alpha (95 %",
            &[format!("{} ({})", alpha.fixed("alpha_raw", 2), alpha.limits("feldt_lo", "feldt_hi", 2))],
        ),
        // R 4.2.2, margin 0.3 × 3 / 4: t.test(change, mu = ±0.225, alternative = …), the larger p-value.
        shown("tost_linked", &linked, "Anxiety", &[format!("p = {}", p(0.035_165_81))]),
        // R 4.2.2: two-way mean squares of lm(value ~ person + time), Shrout and Fleiss's ICC(2,1), limits of McGraw and
        // Wong.
        shown("icc", &linked, "calm", &["ICC(2,1) 0.42 (0.18 to 0.61)".to_owned()]),
        shown("icc", &linked, "Anxiety", &["ICC(2,1) 0.63 (0.44 to 0.76)".to_owned()]),
    ];
    look(house, lines).await
}

/// Whether people breathe well, four times: yes or no.
pub async fn breath(oracle: &Oracle) -> Looked {
    let rows = oracle.rows("respiratory_panel.csv").into_iter().map(|row| {
        let well = if row["outcome"] == "1" { "yes" } else { "no" };
        format!("{},c{}p{},{well}", row["visit"], row["center"], row["id"])
    });
    let table = std::iter::once("wave,person,well".to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
    let toml = instrument(&(question("well", "yes_no", "") + &code()));
    let house = House::with(&toml, table.as_bytes(), "wave = \"wave\"\nlink = \"person\"").await;
    let linked = house.waves("/linked?from={1}&to={4}").await;
    let two = oracle.case("open.link.binary.respiratory_v1_v4");
    let all = oracle.case("open.link.cochranQ.respiratory_v1_4");
    let sums = (0..4).map(|wave| all.fixed(&format!("column_sums/{wave}"), 0)).collect::<Vec<_>>().join(" → ");
    let lines = vec![
        shown(
            two.statistic,
            &linked,
            "The question well",
            &[
                format!("{} higher, {} lower", two.fixed("gained", 0), two.fixed("lost", 0)),
                format!("{} ({})", two.fixed("diff", 2), two.limits("bonett_price_lo", "bonett_price_hi", 2)),
                format!("p {}", two.p("mcnemar_exact_p")),
            ],
        ),
        shown(
            all.statistic,
            &linked,
            "The question well",
            &[format!(
                "{} {sums} Cochran’s Q = {} {}",
                all.fixed("n_complete", 0),
                all.fixed("Q", 2),
                all.p("p_value")
            )],
        ),
    ];
    look(house, lines).await
}

/// How people with arthritis are, before and three times after; once as an order and once as a mere mix.
pub async fn joints(oracle: &Oracle) -> Looked {
    let (mut rows, mut known) = (Vec::new(), BTreeSet::new());
    let code_of = |value: &str| value.split('.').next().unwrap_or_default().to_owned();
    for row in oracle.rows("arthritis_panel.csv") {
        if known.insert(row["id"].clone()) {
            let before = code_of(&row["baseline"]);
            rows.push(format!("0,{0},{before},{before}", row["id"]));
        }
        let now = code_of(&row["y"]).replace("NA", "");
        rows.push(format!("{},{},{now},{now}", row["time"], row["id"]));
    }
    let table = format!("wave,person,order,mix\n{}", rows.join("\n"));
    let codes = ["1", "2", "3", "4", "5"];
    let levels: Vec<(&str, f64)> = codes.iter().zip(1..).map(|(code, score)| (*code, f64::from(score))).collect();
    let asked = [question("order", "scale", &scored(&levels)), question("mix", "single", &unscored(&codes)), code()];
    let map = "wave = \"wave\"\nlink = \"person\"";
    let house = House::with(&instrument(&asked.concat()), table.as_bytes(), map).await;
    let linked = house.waves("/linked?from={0}&to={5}").await;
    let rank = oracle.case("open.link.ordinal.arthritis_base_m5");
    let mix = oracle.case("open.link.nominal.arthritis_base_m5");
    let moved = format!("{} higher, {} lower", rank.fixed("improved", 0), rank.fixed("declined", 0));
    let stuart = format!("χ² = {} ({})", mix.fixed("stuart_maxwell_chi2", 2), mix.fixed("stuart_maxwell_df", 0));
    let lines = vec![
        shown(rank.statistic, &linked, "The question order", &[moved, format!("p {}", rank.p("p_pratt_asymptotic"))]),
        shown(mix.statistic, &linked, "The question mix", &[stuart, format!("p {}", mix.p("stuart_maxwell_p"))]),
    ];
    look(house, lines).await
}

/// Twelve people whose numbers change without a direction: what so few can show.
pub async fn twelve(oracle: &Oracle) -> Looked {
    let case = oracle.case("open.mep.mde_paired.n12");
    // Six up and six down by so much have the standard deviation of the case.
    let away = case.inputs["sd_of_change"].as_f64().unwrap() * (11.0_f64 / 12.0).sqrt();
    let row = |person: usize| {
        let change = if person.is_multiple_of(2) { away } else { -away };
        [format!("1,p{person},{person}"), format!("2,p{person},{:.6}", person as f64 + change)]
    };
    let rows = (1..=12).flat_map(row).collect::<Vec<_>>().join("\n");
    let toml = instrument(&(question("size", "number", "min = 0\nmax = 99\ndecimals = 6") + &code()));
    let map = "wave = \"wave\"\nlink = \"person\"";
    let house = House::with(&toml, format!("wave,person,size\n{rows}").as_bytes(), map).await;
    let linked = house.waves("/linked?from={1}&to={2}").await;
    let said = format!("With 12 people only average changes of about {} show up reliably", case.fixed("raw", 2));
    look(house, vec![shown(case.statistic, &linked, "The question size", &[said])]).await
}
