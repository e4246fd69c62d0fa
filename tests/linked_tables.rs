//! A coordinator publishes tables that hang together, one release after the other, and a reader who works out how many
//! people of each kind there can be finds nobody.

mod attacker;

use attacker::{Drawn, People, Reader};
use server::chance::Seeded;
use server::disclosure::plan;
use server::disclosure::plan::{Ledger, Obstacle, Outcome, Plan, Sheet};

fn planned(drawn: &[Drawn], ledger: &Ledger) -> Plan {
    plan_of(&drawn.iter().map(|drawn| drawn.sheet.clone()).collect::<Vec<Sheet>>(), ledger)
}

fn plan_of(sheets: &[Sheet], ledger: &Ledger) -> Plan {
    plan(sheets, ledger, &mut |_, _| ()).expect("a plan")
}

/// How many values some variables have.
fn shape(random: &mut Seeded) -> [(&'static str, usize, bool); 3] {
    let few = |random: &mut Seeded, more: u64| 2 + random.below(more) as usize;
    [("site", few(random, 3), false), ("age", few(random, 2), false), ("calm", few(random, 3), true)]
}

fn smallest(random: &mut Seeded) -> u64 {
    if random.below(3) == 0 { 11 } else { 5 }
}

#[test]
fn the_reader_finds_nobody_in_a_thousand_families_of_linked_tables() {
    let mut random = Seeded::new(4);
    let (mut whole, mut withheld, mut shown, mut hidden, mut proposed) = (0, 0, 0, 0, 0);
    for number in 0..1000 {
        let (shape, smallest) = (shape(&mut random), smallest(&mut random));
        let people = People::random(&mut random, &shape);
        let [site, age, calm] = ["site", "age", "calm"].map(|name| people.single(name));
        let drawn = [
            people.draw("sites", smallest, None, ("site", &site), ("calm", &calm)),
            people.draw("ages", smallest, None, ("age", &age), ("calm", &calm)),
        ];
        let plan = planned(&drawn, &Ledger::default());
        let mut reader = Reader::default();
        reader.read(&drawn, &plan);
        assert_eq!(reader.finds(&people), Vec::<String>::new(), "family {number}: {:?}", people.kinds);
        for sheet in &plan.sheets {
            match &sheet.outcome {
                Outcome::Published { .. } => whole += 1,
                Outcome::Withheld { proposal, .. } => {
                    (withheld, proposed) = (withheld + 1, proposed + usize::from(proposal.is_some()))
                }
            }
        }
        let figures = reader.figures();
        (shown, hidden) = (shown + figures.0, hidden + figures.1);
    }
    println!(
        "{whole} tables published, {withheld} withheld ({proposed} with another form); {shown} counts shown, {hidden} hidden"
    );
    assert!(whole > 1000 && hidden > 1000);
}

#[test]
fn the_reader_finds_nobody_in_rings_of_tables() {
    let mut random = Seeded::new(14);
    let mut published = 0;
    for number in 0..150 {
        let (shape, smallest) = (shape(&mut random), smallest(&mut random));
        let people = People::random(&mut random, &shape);
        let [site, age, calm] = ["site", "age", "calm"].map(|name| people.single(name));
        let drawn = [
            people.draw("sites", smallest, None, ("site", &site), ("calm", &calm)),
            people.draw("ages", smallest, None, ("age", &age), ("calm", &calm)),
            people.draw("people", smallest, None, ("site", &site), ("age", &age)),
        ];
        let plan = planned(&drawn, &Ledger::default());
        let mut reader = Reader::default();
        reader.read(&drawn, &plan);
        assert_eq!(reader.finds(&people), Vec::<String>::new(), "ring {number}: {:?}", people.kinds);
        published += plan.sheets.iter().filter(|sheet| matches!(sheet.outcome, Outcome::Published { .. })).count();
    }
    println!("{published} of 450 tables in rings published");
    assert!(published > 225, "{published} of 450");
}

#[test]
fn the_reader_finds_nobody_in_two_questions_by_two_groups() {
    let mut random = Seeded::new(77);
    let mut shown = 0;
    for number in 0..40 {
        let few = |random: &mut Seeded| 2 + random.below(2) as usize;
        let shape =
            [("site", few(&mut random), false), ("age", 2, false), ("calm", few(&mut random), true), ("safe", 2, true)];
        let people = People::random(&mut random, &shape);
        let draw = |group: &'static str, question: &'static str| {
            people.draw(group, 5, None, (group, &people.single(group)), (question, &people.single(question)))
        };
        let drawn = [draw("site", "calm"), draw("age", "calm"), draw("site", "safe"), draw("age", "safe")];
        let plan = planned(&drawn, &Ledger::default());
        let mut reader = Reader::default();
        reader.read(&drawn, &plan);
        assert_eq!(reader.finds(&people), Vec::<String>::new(), "study {number}: {:?}", people.kinds);
        shown += reader.figures().0;
    }
    assert!(shown > 400, "{shown} counts shown");
}

#[test]
fn the_reader_finds_nobody_in_two_releases_in_a_row() {
    let mut random = Seeded::new(5);
    let (mut second, mut refused) = (0, 0);
    for number in 0..1000 {
        let (shape, smallest) = (shape(&mut random), smallest(&mut random));
        let people = People::random(&mut random, &shape);
        let [site, age, calm] = ["site", "age", "calm"].map(|name| people.single(name));
        let (mut ledger, mut reader) = (Ledger::default(), Reader::default());
        let first = [people.draw("sites", smallest, None, ("site", &site), ("calm", &calm))];
        let plan = planned(&first, &ledger);
        ledger.record("first", &plan);
        reader.read(&first, &plan);
        // Then: other groups, answers laid together, or all sites but one.
        let (mut merged, most) = (calm.clone(), (1..site.len()).collect::<Vec<usize>>());
        let gone = merged.remove(1);
        merged[0].extend(gone);
        let next = match random.below(3) {
            0 => people.draw("ages", smallest, None, ("age", &age), ("calm", &calm)),
            1 if merged.len() > 1 => people.draw("merged", smallest, None, ("site", &site), ("calm", &merged)),
            _ => people.draw("most", smallest, Some(("site", &most)), ("age", &age), ("calm", &calm)),
        };
        let next = [next];
        let plan = planned(&next, &ledger);
        second += usize::from(plan.is_whole());
        refused += usize::from(!plan.is_whole());
        reader.read(&next, &plan);
        assert_eq!(reader.finds(&people), Vec::<String>::new(), "two releases {number}: {:?}", people.kinds);
    }
    println!("{second} second releases, {refused} refused");
    assert!(second > 300, "{second} second releases");
}

#[test]
fn tables_planned_one_by_one_would_give_people_away() {
    let mut random = Seeded::new(6);
    let mut found = 0;
    for _ in 0..200 {
        let shape = shape(&mut random);
        let people = People::random(&mut random, &shape);
        let [site, age, calm] = ["site", "age", "calm"].map(|name| people.single(name));
        let mut reader = Reader::default();
        for drawn in [
            people.draw("sites", 5, None, ("site", &site), ("calm", &calm)),
            people.draw("ages", 5, None, ("age", &age), ("calm", &calm)),
        ] {
            let drawn = [drawn];
            reader.read(&drawn, &planned(&drawn, &Ledger::default()));
        }
        found += usize::from(!reader.finds(&people).is_empty());
    }
    assert!(found > 4, "{found} of 200");
}

#[test]
fn a_response_withdrawn_since_is_not_released_a_second_time() {
    let mut random = Seeded::new(8);
    let mut people = People::random(&mut random, &[("site", 2, false), ("calm", 2, true)]);
    people.kinds = vec![20, 30, 25, 35, 3, 2];
    let draw = |people: &People| {
        [people.draw("sites", 5, None, ("site", &people.single("site")), ("calm", &people.single("calm")))]
    };
    let mut ledger = Ledger::default();
    ledger.record("in spring", &planned(&draw(&people), &ledger));
    let kept = serde_json::to_string(&ledger).expect("it can be kept");
    let ledger: Ledger = serde_json::from_str(&kept).expect("and read again");
    assert!(planned(&draw(&people), &ledger).is_whole(), "the same again is no news");
    people.kinds[0] = 19;
    let plan = planned(&draw(&people), &ledger);
    let Outcome::Withheld { obstacles, .. } = &plan.sheets[0].outcome else { panic!("it was released") };
    assert!(
        matches!(&obstacles[0], Obstacle::Corrected { release, released: 20, now: 19, .. } if release == "in spring"),
        "{obstacles:?}"
    );
}

#[test]
fn everybody_but_a_few_is_not_released_beside_everybody() {
    let mut random = Seeded::new(9);
    let mut people = People::random(&mut random, &[("site", 3, false), ("age", 2, false), ("calm", 2, true)]);
    people.kinds = vec![20, 21, 2, 22, 23, 1, 24, 25, 0, 26, 27, 1, 0, 0, 0, 0, 0, 0];
    let [age, calm] = ["age", "calm"].map(|name| people.single(name));
    let (all, most) = (
        [people.draw("all", 5, None, ("age", &age), ("calm", &calm))],
        [people.draw("most", 5, Some(("site", &[0, 1])), ("age", &age), ("calm", &calm))],
    );
    let mut ledger = Ledger::default();
    ledger.record("all", &planned(&all, &ledger));
    let plan = planned(&most, &ledger);
    let Outcome::Withheld { obstacles, .. } = &plan.sheets[0].outcome else { panic!("it was released") };
    assert!(
        obstacles.iter().any(|obstacle| matches!(obstacle, Obstacle::Nested { difference: 1..=4, .. })),
        "{obstacles:?}"
    );
}

#[test]
fn a_table_of_which_nothing_is_left_is_proposed_with_fewer_categories() {
    let mut random = Seeded::new(10);
    let mut people = People::random(&mut random, &[("site", 2, false), ("calm", 5, true)]);
    people.kinds = vec![2, 3, 4, 1, 3, 2, 2, 4, 3, 1, 0, 0];
    let drawn = [people.draw("calm", 11, None, ("site", &people.single("site")), ("calm", &people.single("calm")))];
    let plan = planned(&drawn, &Ledger::default());
    let Outcome::Withheld { obstacles, proposal } = &plan.sheets[0].outcome else { panic!("it was published") };
    assert_eq!(obstacles, &[Obstacle::NothingLeft]);
    let proposal = proposal.clone().expect("another form");
    let again = plan_of(&[proposal.sheet], &Ledger::default());
    assert!(again.is_whole() && again.verdicts.values().any(|verdict| verdict.shown().is_some()));
}

#[test]
fn what_is_offered_goes_out_when_it_is_taken_and_costs_no_other_table() {
    let mut random = Seeded::new(21);
    let (mut taken, mut together, mut none) = (0, 0, 0);
    for number in 0..120 {
        let (shape, smallest) = (shape(&mut random), smallest(&mut random));
        let people = People::random(&mut random, &shape);
        let [site, age, calm] = ["site", "age", "calm"].map(|name| people.single(name));
        let mut ledger = Ledger::default();
        if number % 2 == 0 {
            let first = planned(&[people.draw("first", smallest, None, ("age", &age), ("calm", &calm))], &ledger);
            ledger.record("first", &first);
        }
        let drawn = [
            people.draw("sites", smallest, None, ("site", &site), ("calm", &calm)),
            people.draw("ages", smallest, None, ("age", &age), ("calm", &calm)),
            people.draw("people", smallest, None, ("site", &site), ("age", &age)),
        ];
        let sheets: Vec<Sheet> = drawn.iter().map(|drawn| drawn.sheet.clone()).collect();
        let plan = plan_of(&sheets, &ledger);
        let out = |plan: &Plan| {
            plan.sheets.iter().map(|sheet| matches!(sheet.outcome, Outcome::Published { .. })).collect::<Vec<_>>()
        };
        let offers: Vec<_> = plan
            .sheets
            .iter()
            .enumerate()
            .filter_map(|(place, sheet)| match &sheet.outcome {
                Outcome::Withheld { proposal, .. } => Some((place, proposal.as_ref()?)),
                Outcome::Published { .. } => None,
            })
            .collect();
        let take = |places: &[usize]| {
            let mut forms = sheets.clone();
            for (place, offer) in offers.iter().filter(|(place, _)| places.contains(place)) {
                forms[*place] = sheets[*place].formed(&offer.form).expect("it fits");
            }
            let then = out(&plan_of(&forms, &ledger));
            let wanted = out(&plan).into_iter().enumerate().map(|(place, out)| out || places.contains(&place));
            assert!(wanted.zip(&then).all(|(wanted, out)| *out || !wanted), "{number}: {places:?}: {:?}", people.kinds);
        };
        offers.iter().for_each(|(place, _)| take(&[*place]));
        if offers.len() > 1 && offers.iter().all(|(_, offer)| offer.together) {
            take(&offers.iter().map(|(place, _)| *place).collect::<Vec<_>>());
            together += 1;
        }
        taken += offers.len();
        none += out(&plan).iter().filter(|out| !**out).count() - offers.len();
    }
    println!("{taken} offers taken, {together} times all of them; {none} tables without one");
    assert!(taken > 40 && together > 4, "control: {taken} taken, {together} together");
}
