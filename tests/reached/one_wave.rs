//! Tables of one wave: descriptives, scales, crosstabs, small populations, weights.

use crate::house::{House, fixture, instrument, question, scored, unscored};
use crate::oracle::Oracle;
use crate::{Shown, look, shown};

type Looked = (Vec<Shown>, Vec<String>);

/// Twenty-five statements that 2,800 people rated.
pub async fn ratings(oracle: &Oracle) -> Looked {
    let house = House::with(&fixture("bfi.toml"), &oracle.table("bfi.csv"), &fixture("bfi.map.toml")).await;
    let results = house.results("Once", "").await;
    let a1 = oracle.case("open.desc.bfi.A1");
    let missing = oracle.case("open.desc.item_nonresponse.bfi");
    let agree = oracle.case("open.desc.factor_score.agree");
    let alpha = oracle.case("open.rel.alpha.bfi_agree");
    let omega = oracle.case("open.rel.omega.bfi_agree");
    let tau = oracle.case("open.xtab.tau_b.education_A3");
    let crosstab = house.waves("/crosstab?rows=education&columns=me.a3").await;
    let mean = format!(
        "Mean {} (standard deviation {}; 95 % interval {}; {} answers)",
        a1.fixed("mean", 1),
        a1.fixed("sd", 1),
        a1.limits("ci_mean_lo", "ci_mean_hi", 1),
        a1.number("n_valid")
    );
    let score = format!("{} {}", agree.fixed("mean", 1), agree.limits("ci_mean_lo", "ci_mean_hi", 1));
    let lines = vec![
        shown(a1.statistic, &results, "Am indifferent to the feelings of others.", &[mean]),
        shown(
            missing.statistic,
            &results,
            "Am indifferent to the feelings of others.",
            &[format!("{} skipped it", missing.number("n_missing/0"))],
        ),
        shown(agree.statistic, &results, "Agreeableness", &[score, agree.fixed("n_valid", 0)]),
        shown(
            alpha.statistic,
            &results,
            "Alpha (95 %",
            &[format!("{} ({})", alpha.fixed("alpha_raw", 2), alpha.limits("feldt_lo", "feldt_hi", 2))],
        ),
        shown(omega.statistic, &results, "Omega (95 %", &[omega.fixed("omega_total_1factor_ml", 2)]),
        shown(tau.statistic, &crosstab, "", &[format!("τ-b = {}, {}", tau.fixed("tau_b", 2), tau.probable("p_value"))]),
    ];
    look(house, lines).await
}

/// Where people drink tea: several answers.
pub async fn places(oracle: &Oracle) -> Looked {
    let house = House::with(&fixture("tea.toml"), &oracle.table("tea.csv"), &fixture("tea.map.toml")).await;
    let results = house.results("Once", "").await;
    let case = oracle.case("open.desc.multiselect.tea_places");
    let says = [
        format!("{} ticks in all", case.number("total_mentions")),
        format!("{} {} %", case.number("mentions/1"), case.fixed("pct_of_respondents/1", 1)),
        format!("{} %", case.fixed("pct_of_mentions/1", 1)),
    ];
    let lines = vec![shown(case.statistic, &results, "", &says)];
    look(house, lines).await
}

/// Hours of television of those who are neither black nor white, in one year.
pub async fn television(oracle: &Oracle) -> Looked {
    let rows = oracle.rows("gss_cat.csv").into_iter().filter(|row| row["year"] == "2006" && row["race"] == "Other");
    let table = std::iter::once("hours".to_owned()).chain(rows.map(|row| row["tvhours"].clone()));
    let table = table.collect::<Vec<_>>().join("\n");
    let toml = instrument(&question("hours", "number", "min = 0\nmax = 24"));
    let house = House::with(&toml, table.as_bytes(), "").await;
    let case = oracle.case("open.desc.quantile_type7.tvhours2006_other");
    let said = format!("{} {} {}", case.fixed("p25", 1), case.fixed("p50", 1), case.fixed("p75", 1));
    let address = house.results("Once", "").await;
    look(house, vec![shown(case.statistic, &address, "Third quartile", &[said])]).await
}

/// Those of a county's 48 schools that answered.
pub async fn schools(oracle: &Oracle) -> Looked {
    let rows = oracle.rows("small_population_butte48.csv").into_iter().filter(|row| row["responded"] == "1");
    let rows = rows.map(|row| row["growth"].clone());
    let table = std::iter::once("growth".to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
    let toml = instrument(&question("growth", "number", "min = -500\nmax = 500"));
    let house = House::with(&toml, table.as_bytes(), "").await;
    house.invite("Once", 48).await;
    let case = oracle.case("open.wgt.fpc_mean.growth");
    let said = format!("of all 48 invited: {}", case.limits("lo", "hi", 1));
    let address = house.results("Once", "").await;
    look(house, vec![shown(case.statistic, &address, "The question growth", &[said])]).await
}

/// Schools drawn by kind, each standing for as many as its weight says.
pub async fn weighted(oracle: &Oracle) -> Looked {
    let toml = instrument(
        &[
            question("growth", "number", "min = -500\nmax = 500"),
            question("awards", "yes_no", ""),
            question("stype", "single", &unscored(&["E", "H", "M"])),
        ]
        .concat(),
    );
    let rows = oracle
        .rows("apistrat.csv")
        .into_iter()
        .map(|row| format!("{},{},{},{}", row["growth"], row["awards"].to_lowercase(), row["stype"], row["pw"]));
    let table = std::iter::once("growth,awards,stype,pw".to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
    let house = House::with(&toml, table.as_bytes(), "weight = \"pw\"").await;
    let page = house.results("Once", "/population").await;
    let crosstab = house.waves("/crosstab?rows=stype&columns=awards").await;
    let mean = oracle.case("open.wgt.mean.growth");
    let share = oracle.case("open.wgt.prop.awards");
    let kish = oracle.case("open.wgt.kish");
    let rao = oracle.case("open.wgt.raoscott.stype_awards");
    let lines = vec![
        shown(
            mean.statistic,
            &page,
            "The question growth",
            &[format!("{} {}", mean.fixed("mean", 2), mean.limits("lo", "hi", 2))],
        ),
        shown(
            share.statistic,
            &page,
            "The question awards",
            &[format!(
                "{:.1} % {} to {} %",
                share.number("proportion") * 100.0,
                share.percent("lo"),
                share.percent("hi")
            )],
        ),
        shown(
            kish.statistic,
            &page,
            "Design effect",
            &[kish.fixed("deff_kish", 2), format!("Effective sample size {}", kish.fixed("n_eff", 1))],
        ),
        shown(
            rao.statistic,
            &crosstab,
            "Rao and Scott",
            &[format!(
                "F({}, {}) = {}, {}",
                rao.fixed("ndf", 2),
                rao.fixed("ddf", 1),
                rao.fixed("F", 2),
                rao.probable("p_value")
            )],
        ),
    ];
    look(house, lines).await
}

/// Forty-seven providers, and thirty-one of them.
pub async fn providers(oracle: &Oracle) -> Looked {
    let wilson = oracle.case("open.desc.wilson.31_of_47");
    let small = oracle.case("open.wgt.fpc_prop.19_of_31_N47");
    let toml = instrument(&question("full", "yes_no", ""));
    let answers = |wave: &str, yes: usize, all: usize| {
        let wave = wave.to_owned();
        (0..all).map(move |person| format!("{wave},{}", if person < yes { "yes" } else { "no" }))
    };
    let rows = answers("All", 31, 47).chain(answers("Some", 19, 31));
    let table = std::iter::once("wave,full".to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
    let house = House::with(&toml, table.as_bytes(), "wave = \"wave\"").await;
    house.invite("Some", 47).await;
    let says = format!(
        "Yes 31 {:.1} % {} to {} %",
        wilson.number("proportion") * 100.0,
        wilson.percent("wilson_lo"),
        wilson.percent("wilson_hi")
    );
    let between =
        format!("between {} and {} of the 47", small.number("exact_count_lo"), small.number("exact_count_hi"));
    let (all, some) = (house.results("All", "").await, house.results("Some", "").await);
    let lines = vec![
        shown(wilson.statistic, &all, "As a table", &[says]),
        shown(small.statistic, &some, "As a table", &[between]),
    ];
    look(house, lines).await
}

/// Four scales on which everybody gives the same score, so that each falls into its band; and a share of upper answers.
pub async fn bands(oracle: &Oracle) -> Looked {
    let bands = "[[scale.band]]\nfrom = 1.0\nto = 2.9\nid = \"concern\"\ntext = { en = \"concern\" }\n\
        [[scale.band]]\nfrom = 3.0\nto = 3.9\nid = \"borderline\"\ntext = { en = \"borderline\" }\n\
        [[scale.band]]\nfrom = 4.0\nto = 5.0\nid = \"strength\"\ntext = { en = \"strength\" }\n";
    let scores = [1, 3, 4, 5];
    let options = scored(&[("1", 1.0), ("2", 2.0), ("3", 3.0), ("4", 4.0), ("5", 5.0)]);
    let top = scored(&[("1", 0.0), ("2", 0.0), ("3", 0.0), ("4", 0.0), ("5", 1.0), ("6", 1.0)]);
    let asked = scores.map(|score| question(&format!("q{score}"), "scale", &options)).concat();
    let asked = asked + &question("a1", "scale", &top);
    let scales = scores.map(|score| {
        format!(
            "[[scale]]\nid = \"s{score}\"\ntitle = {{ en = \"Scale of {score}\" }}\nitems = [\"q{score}\"]\n{bands}"
        )
    });
    let rows = oracle.rows("bfi.csv").into_iter().map(|row| format!("1,3,4,5,{}", row["A1"]));
    let table = std::iter::once("q1,q3,q4,q5,a1".to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
    let house = House::with(&instrument(&(asked + &scales.concat())), table.as_bytes(), "").await;
    let results = house.results("Once", "").await;
    let band = |score: u32| {
        let case = oracle.case(&format!("open.edge.wilder_band_{score}"));
        let said = case.expected["band"].as_str().unwrap();
        let sign = ["▼", "◆", "▲"][["concern", "borderline", "strength"].iter().position(|one| *one == said).unwrap()];
        let says = format!("{} {sign} {said}", case.fixed("rounded", 1));
        shown(case.statistic, &results, &format!("Scale of {score}"), &[says])
    };
    let mut lines = Vec::from(scores.map(band));
    let case = oracle.case("open.desc.top2.A1");
    let item = house.waves("/item?key=a1").await;
    let says = [
        format!("{} %", case.percent("proportion")),
        format!("{} % to {} %", case.percent("wilson_lo"), case.percent("wilson_hi")),
    ];
    lines.push(shown(case.statistic, &item, "The question a1", &says));
    look(house, lines).await
}
