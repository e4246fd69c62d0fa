//! A researcher takes an instrument from the library and expects it to work as it is.

use instruments::{Headline, Instrument, Kind, Question, WordingSource, grade, overlay, words};

const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/library");

fn source(name: &str) -> String {
    std::fs::read_to_string(format!("{LIBRARY}/{name}.toml")).expect("a shipped file")
}

fn instrument(name: &str) -> Instrument {
    instruments::parse(&source(name)).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}

/// The names of the shipped instruments; files about an instrument have one more part to their names.
fn names() -> Vec<String> {
    let files = std::fs::read_dir(LIBRARY).expect("the library").flatten();
    let files = files.filter_map(|entry| entry.file_name().into_string().ok());
    files.filter_map(|file| file.strip_suffix(".toml").map(str::to_owned)).filter(|name| !name.contains('.')).collect()
}

#[test]
fn every_shipped_instrument_reads_and_is_named_like_its_file() {
    for name in names() {
        assert_eq!(instrument(&name).id, name);
    }
}

#[test]
fn nothing_is_required_in_any_shipped_instrument() {
    for name in names() {
        assert!(instrument(&name).questions().all(|question| !question.required), "{name}");
    }
}

#[test]
fn the_wilder_inventory_has_its_published_shape() {
    let wilder = instrument("wilder-cfi");
    let items: Vec<&str> = wilder.scales.iter().flat_map(|factor| &factor.items).map(String::as_str).collect();
    let numbers: Vec<String> = items.iter().map(|key| key.rsplit('.').next().unwrap().to_owned()).collect();
    assert_eq!(numbers, (1..=44).map(|number| format!("item_{number:02}")).collect::<Vec<_>>());

    let rows = |id: &str| wilder.questions().find(|question| question.id == id).unwrap().rows.iter();
    assert!(
        items
            .iter()
            .all(|key| key.split_once('.').is_some_and(|(matrix, item)| rows(matrix).any(|row| row.id == item)))
    );

    let mut pattern: Vec<(&str, Vec<usize>)> = Vec::new();
    for factor in &wilder.scales {
        let category = factor.category.as_ref().unwrap().get("en");
        match pattern.last_mut() {
            Some((name, counts)) if *name == category => counts.push(factor.items.len()),
            _ => pattern.push((category, vec![factor.items.len()])),
        }
    }
    assert_eq!(
        pattern,
        [
            ("Environment", vec![2, 2, 2]),
            ("Membership characteristics", vec![2, 2, 1, 1]),
            ("Process and structure", vec![3, 2, 2, 2, 2, 2, 3]),
            ("Communication", vec![3, 2]),
            ("Purpose", vec![3, 2, 2]),
            ("Resources", vec![2, 1, 1]),
        ]
    );
}

#[test]
fn every_wilder_factor_pools_its_ratings_and_carries_the_published_bands() {
    let wilder = instrument("wilder-cfi");
    assert!(wilder.wording.as_ref().is_some_and(|wording| wording.source == WordingSource::Paraphrase));
    for factor in &wilder.scales {
        let bands: Vec<_> = factor.bands.iter().map(|band| (band.id.as_str(), band.from, band.to)).collect();
        assert_eq!(bands, [("concern", 1.0, 2.9), ("borderline", 3.0, 3.9), ("strength", 4.0, 5.0)], "{}", factor.id);
        assert_eq!((factor.headline, factor.reversed.len()), (Headline::Ratings, 0), "{}", factor.id);
    }
}

#[test]
fn the_readme_says_of_every_question_where_it_comes_from() {
    let readme = std::fs::read_to_string(format!("{LIBRARY}/README.md")).unwrap();
    for name in names() {
        let part = readme
            .split("\n## ")
            .find(|part| part.starts_with(&format!("{name}\n")))
            .unwrap_or_else(|| panic!("no part for {name}"));
        for question in instrument(&name).questions() {
            assert!(part.contains(&format!("`{}`", question.id)), "{name}: {} is not in the table", question.id);
        }
    }
}

#[test]
fn every_condition_of_a_provider_can_be_named_as_a_reason_by_survivors_and_advocates() {
    let provider = instrument("housing-provider");
    let conditions = provider.questions().find(|question| question.id == "conditions").unwrap();
    for name in ["survivor-housing", "housing-advocate"] {
        let asked = instrument(name);
        let reasons = asked.questions().find(|question| question.id == "turned_away_reasons").unwrap();
        assert_eq!(reasons.construct, conditions.construct);
        for row in &conditions.rows {
            assert!(reasons.options.iter().any(|option| option.code == row.id), "{name}: {}", row.id);
        }
    }
}

#[test]
fn the_three_housing_surveys_mirror_each_other() {
    let mirrored = [
        "housing.enough_general",
        "housing.enough_specialised",
        "access.days_to_placement",
        "access.told_full",
        "safety.felt_safe",
        "rules.curfew",
        "services.legal",
        "exit.reasons",
    ];
    for name in ["survivor-housing", "housing-provider", "housing-advocate"] {
        let asked = instrument(name);
        let constructs: Vec<&str> = asked
            .questions()
            .flat_map(|question| {
                question.construct.iter().chain(question.rows.iter().filter_map(|row| row.construct.as_ref()))
            })
            .map(String::as_str)
            .collect();
        for construct in mirrored {
            assert!(constructs.contains(&construct), "{name} lacks {construct}");
        }
    }
}

#[test]
fn a_listing_cannot_be_joined_to_answers() {
    let listing = instrument("resource-listing");
    assert!(listing.questions().all(|question| question.kind != Kind::LinkCode));
    let own =
        |question: &Question| question.construct.as_ref().is_some_and(|construct| construct.starts_with("listing."));
    assert!(listing.questions().all(own));
}

#[test]
fn the_overlay_example_has_a_place_for_each_official_sentence_and_ships_none() {
    let overlay: toml::Table = source("wilder-cfi.overlay.example").parse().unwrap();
    let items = overlay["items"].as_table().unwrap();
    let numbers: Vec<String> = (1..=44).map(|number| format!("item_{number:02}")).collect();
    assert!(items.keys().eq(&numbers));
    assert!(items.values().all(|texts| texts["en"].as_str() == Some("")));
}

#[test]
fn the_check_finds_nothing_to_mend_in_any_shipped_instrument() {
    for name in names() {
        let found = instruments::check(&source(&name));
        // What could point to a person is meant to be there, and stays in sight.
        let left: Vec<_> =
            found.iter().filter(|problem| problem.serious || !problem.code.starts_with("identifying")).collect();
        assert!(left.is_empty(), "{name}: {left:#?}");
    }
}

#[test]
fn a_survivor_reads_it_with_six_years_of_school_in_both_languages() {
    let survivors = instrument("survivor-housing");
    assert_eq!(
        (survivors.reading_grade, survivors.languages.as_slice()),
        (Some(6), &["en".to_owned(), "es".to_owned()][..])
    );
    for language in &survivors.languages {
        let all: String = words(&survivors)
            .iter()
            .map(|word| word.texts.get(language).trim_end_matches('.').to_owned() + ". ")
            .collect();
        assert!(grade(&all, language).is_some_and(|grade| grade <= 6.0), "{language}: {:?}", grade(&all, language));
    }
}

#[test]
fn a_survivor_is_never_shown_words_about_what_was_done_to_them() {
    let stems =
        ["traffic", "trata de", "tráfico", "victim", "víctima", "sex", "immigra", "migra", "exploit", "explota"];
    for word in words(&instrument("survivor-housing")) {
        for text in word.texts.0.values() {
            let found = stems.iter().find(|stem| text.to_lowercase().contains(*stem));
            assert_eq!(found, None, "{}: {text}", word.key);
        }
    }
}

#[test]
fn the_overlay_example_is_refused_empty_or_with_a_gap_and_accepted_full() {
    let (wilder, example) = (source("wilder-cfi"), source("wilder-cfi.overlay.example"));
    assert_eq!(overlay(&wilder, &example).unwrap_err().len(), 44);

    let gap = example.replace("\"\"", "\"An official sentence.\"").replacen("\"An official sentence.\"", "\"\"", 1);
    let problems = overlay(&wilder, &gap).unwrap_err();
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["overlay-item-missing"]);

    let full = overlay(&wilder, &example.replace("\"\"", "\"An official sentence.\"")).unwrap();
    let laid = instruments::parse(&full).unwrap();
    assert_eq!(laid.wording.unwrap().source, WordingSource::Official);
    assert_eq!(laid.languages, ["en"]);
    assert!(instruments::check(&full).iter().all(|problem| !problem.serious));
}

#[test]
fn race_and_ethnicity_is_one_question_with_the_seven_categories_of_2024() {
    let survivors = instrument("survivor-housing");
    let asked: Vec<&Question> = survivors
        .questions()
        .filter(|question| question.construct.as_deref() == Some("about.race_ethnicity"))
        .collect();
    let [race] = asked[..] else { panic!("{} questions", asked.len()) };
    let codes: Vec<&str> = race.options.iter().map(|option| option.code.as_str()).collect();
    assert_eq!(codes, ["aian", "asian", "black", "hispanic", "mena", "nhpi", "white"]);
    assert_eq!(race.kind, Kind::Several, "several may be chosen");
    for name in names() {
        let words = words(&instrument(&name));
        let other = words.iter().filter(|word| word.texts.get("en").to_lowercase().contains("ethnic"));
        assert!(other.count() <= usize::from(name == "survivor-housing"), "{name} asks for it another time");
    }
}

#[test]
fn types_of_housing_are_the_same_closed_list_in_all_four_housing_files() {
    let types =
        ["emergency_shelter", "voucher", "short_term", "transitional", "supportive", "permanent", "residential"];
    let provider = instrument("housing-provider");
    let listing = instrument("resource-listing");
    let codes = |instrument: &Instrument| {
        instrument.lists["housing_types"].iter().map(|choice| choice.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&provider), codes(&listing));
    let survivors = instrument("survivor-housing");
    let used = survivors.questions().find(|question| question.id == "types_used").unwrap();
    let advocate = instrument("housing-advocate");
    let available = advocate.questions().find(|question| question.id == "available").unwrap();
    for code in types {
        assert!(codes(&provider).contains(&code.to_owned()), "{code}");
        assert!(used.options.iter().any(|option| option.code == code), "survivors: {code}");
        assert!(available.rows.iter().any(|row| row.id == code), "advocates: {code}");
    }
}
