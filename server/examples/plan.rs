//! How long it takes to plan what may be published of a study: 60 questions of 5 answers in 2 waves, by 7 sites; then by
//! role, and then the first once more, beside all that was released before. Hiding is timed
//! apart from the last attack on the whole and the looking for what could go out instead of withheld tables. `cargo run --release -p app -p server -p instruments --example plan [people] [questions]`.

use std::time::Instant;

use server::chance::Seeded;
use server::disclosure::plan::{Axis, Key, Ledger, Outcome, Plan, Sheet};
use server::disclosure::{Threshold, plan};

/// People by site, role and answer; the last answer is none.
type Counts = Vec<Vec<Vec<u64>>>;

const SITES: [&str; 7] = ["North", "South", "East", "West", "Harbour", "Hill", "Lake"];
const ROLES: [&str; 3] = ["shelter", "advocate", "counsel"];
const ANSWERS: [&str; 5] = ["1", "2", "3", "4", "5"];

fn main() {
    let mut given = std::env::args().skip(1).filter_map(|number| number.parse().ok());
    let (people, questions) = (given.next().unwrap_or(300), given.next().unwrap_or(60));
    let mut random = Seeded::new(60);
    let counts: Vec<Counts> = (0..2 * questions).map(|_| counts(&mut random, people)).collect();
    let mut ledger = Ledger::default();
    let by_site = released("by site", &sheets(&counts, true), &mut ledger);
    let by_role = released("by role, beside it", &sheets(&counts, false), &mut ledger);
    let again = released("by site once more, beside both", &sheets(&counts, true), &mut ledger);
    assert!(by_site.sheets.len() == by_role.sheets.len() && again.sheets.len() == by_site.sheets.len());
}

fn counts(random: &mut Seeded, people: u64) -> Counts {
    let mut counts = vec![vec![vec![0; ANSWERS.len() + 1]; ROLES.len()]; SITES.len()];
    for _ in 0..people {
        // Some sites are small, and few people give the first answers.
        let site = random.below(7).max(random.below(7)) as usize;
        let answer = random.below(5).max(random.below(5)) as usize;
        counts[site][random.below(3) as usize][if random.below(30) == 0 { 5 } else { answer }] += 1;
    }
    counts
}

fn sheets(counts: &[Counts], by_site: bool) -> Vec<Sheet> {
    let (variable, groups) = if by_site { ("site", &SITES[..]) } else { ("role", &ROLES[..]) };
    let count = |counts: &Counts, group: usize, answer: usize| -> u64 {
        let fits = |site: usize, role: usize| if by_site { site == group } else { role == group };
        let all = (0..SITES.len()).flat_map(|site| (0..ROLES.len()).map(move |role| (site, role)));
        all.filter(|(site, role)| fits(*site, *role)).map(|(site, role)| counts[site][role][answer]).sum()
    };
    let sheet = |(number, counts): (usize, &Counts)| {
        let (wave, question) = (["2023", "2025"][number % 2], format!("q{}@1", number / 2));
        let row = |group: usize| (0..ANSWERS.len()).map(|answer| count(counts, group, answer)).collect();
        Sheet {
            name: format!("{question} by {variable} in {wave}"),
            threshold: Threshold::new(5),
            within: Key::everybody().with("wave", wave),
            rows: Axis::groups(variable, groups.iter().copied()),
            columns: Axis::answers(&question, ANSWERS),
            counts: (0..groups.len()).map(row).collect(),
            people: Vec::new(),
        }
    };
    counts.iter().enumerate().map(sheet).collect()
}

fn released(name: &str, sheets: &[Sheet], ledger: &mut Ledger) -> Plan {
    let begin = Instant::now();
    // Before the last step of all everything is hidden that must be; that step attacks the whole.
    let (mut steps, mut hid) = (0, begin);
    let mut look = |done: usize, of: usize| {
        steps += 1;
        if done + 1 == of {
            hid = Instant::now();
        }
    };
    let plan = plan(sheets, ledger, &mut look).expect("a plan");
    let (time, attack) = (begin.elapsed(), hid.elapsed());
    let published = plan.sheets.iter().filter(|sheet| matches!(sheet.outcome, Outcome::Published { .. })).count();
    let hidden = plan.verdicts.values().filter(|verdict| verdict.shown().is_none()).count();
    println!(
        "{name}: {} tables in {:.2} s (hiding {:.2} s, attack {:.2} s, {steps} steps shown): {published} published, \
         {hidden} of {} counts hidden",
        sheets.len(),
        time.as_secs_f64(),
        time.saturating_sub(attack).as_secs_f64(),
        attack.as_secs_f64(),
        plan.verdicts.len()
    );
    for sheet in &plan.sheets {
        if let Outcome::Withheld { obstacles, proposal } = &sheet.outcome {
            let form = proposal.as_ref().map(|proposal| &proposal.form);
            println!("  {} withheld: {} counts, {form:?}", sheet.name, obstacles.len());
        }
    }
    ledger.record(name, &plan);
    plan
}
