//! An owner draws a round for herself and a researcher; both code blind; then they see how far they agree and settle.

mod group;
mod office;
mod platform;

use group::Group;
use office::keys;
use platform::Browser;
use server::access::Role;
use server::coding::{Act, PassageId};

struct Scene {
    group: Group,
    ravi: String,
    researcher: Browser,
    round: String,
    code: String,
}

/// Twenty turns to code, a round of all of them for two.
async fn drawn() -> Scene {
    let mut group = Group::meet().await;
    let said: Vec<String> = (0..40).map(|number| format!("Words of turn {number}. And more.")).collect();
    group.bring("k", &said.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let code = group.code("Hope").await;
    let (ravi, researcher) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let owner = group.owner.clone();
    let fields =
        [("name", "First"), ("coder", &owner), ("coder", &ravi.id), ("from", "k"), ("doubled", "100"), ("seed", "7")];
    let preview: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let new = group.office.page("coding/rounds/new");
    let page = group.office.owner.get(&format!("{new}?{}&show=yes", preview.join("&"))).await;
    assert!(
        page.says("Ravi Researcher gets 20 passages") && page.says("20 of them are coded by everybody"),
        "{}",
        page.body
    );
    let page = group.office.owner.post(&new, &fields).await;
    assert!(page.says("Drawn and given out") && page.says("Seed 7, codebook version 1"), "{}", page.body);
    let round = group.look(|desk| desk.coding.rounds.keys().next().cloned()).await.expect("a round");
    Scene { group, ravi: ravi.id, researcher, round, code }
}

impl Scene {
    async fn give(&self, person: &str, turn: usize) {
        let act = Act::Code {
            coding: server::chance::id(),
            passage: PassageId::turn("k", turn as u32),
            span: None,
            code: self.code.clone(),
            round: Some(self.round.clone()),
            coder: None,
        };
        self.group.act(person, act).await;
    }

    /// Both give it to 8 turns, the owner alone to 2, the researcher alone to 3.
    async fn code(&self) {
        let turns: Vec<usize> = (0..20).map(|number| 2 * number + 1).collect();
        for turn in &turns[..10] {
            self.give(&self.group.owner, *turn).await;
        }
        for turn in turns[..8].iter().chain(&turns[10..13]) {
            self.give(&self.ravi, *turn).await;
        }
    }

    fn page(&self, rest: &str) -> String {
        self.group.office.page(&format!("coding/rounds/round/{}{rest}", self.round))
    }

    async fn submit(&mut self) {
        let address = self.page("/submit");
        assert!(self.group.office.owner.post(&address, &[]).await.says("Submitted."));
        assert!(self.researcher.post(&address, &[]).await.says("Submitted."));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_blind_round_is_shown_to_anybody() {
    let mut scene = drawn().await;
    scene.code().await;
    for rest in ["/agreement", "/agreement.csv", "/differences"] {
        let page = scene.group.office.owner.get(&scene.page(rest)).await;
        assert!(!page.says("Hope") && page.status != axum::http::StatusCode::OK, "{rest}: {}", page.body);
    }
    let page = scene.researcher.get(&scene.page("")).await;
    assert!(page.says("Blind: 0 of 2 have submitted") && !page.says("Hope"), "{}", page.body);
    assert!(page.says("<td>11</td>") && page.says("not shown"), "one’s own count: {}", page.body);
    assert!(!page.says("<td>10</td>"), "not that of others: {}", page.body);
    let codebook = scene.researcher.get(&scene.group.office.page("coding/themes/attributes?by=from")).await;
    assert!(!codebook.says("10 of"), "no count tells what the owner coded");
}

#[tokio::test(flavor = "multi_thread")]
async fn agreement_is_measured_when_all_have_submitted() {
    let mut scene = drawn().await;
    scene.code().await;
    scene.submit().await;
    let page = scene.group.office.owner.get(&scene.page("/agreement")).await;
    let either = ["Olive Owner, Ravi Researcher", "Ravi Researcher, Olive Owner"];
    assert!(either.iter().any(|names| page.says(&format!("2 people ({names}) coded 20 units"))), "{}", page.body);
    let table = page.body.split("<caption class=\"sr\">Agreement</caption>").nth(1).expect("a table");
    let line =
        table.split("<th scope=\"row\">Hope</th>").nth(1).expect("a line").split("</tr>").next().expect("its end");
    let cells: Vec<String> =
        line.split("<td>").skip(1).map(|cell| cell.split("</td>").next().expect("a cell").to_owned()).collect();
    // Po = 15/20; P(yes) = .5 and .55, so Pe = .5 and κ = .5.
    assert_eq!(cells[0], "20");
    assert!(cells[1].starts_with("52") || cells[1].starts_with("53"), "{cells:?}");
    assert_eq!((cells[2].as_str(), cells[3].as_str()), ("75 %", "0.50"));
    let csv = scene.group.office.owner.get(&scene.page("/agreement.csv?unit=sentence")).await.body;
    assert!(csv.contains("Hope,sentence,Cohen’s κ,0.5,") && csv.contains("(Cohen 1960)"), "{csv}");
    assert!(csv.lines().any(|line| line.starts_with("*,character,cuα,,,,")), "undefined is no number: {csv}");
}

#[tokio::test(flavor = "multi_thread")]
async fn disagreements_stand_side_by_side_and_are_settled() {
    let mut scene = drawn().await;
    scene.code().await;
    scene.submit().await;
    let address = scene.page("/differences");
    let page = scene.group.office.owner.get(&address).await;
    assert!(page.says("5 disagreements; 0 settled") && page.says("did not give this code"), "{}", page.body);
    assert!(page.says("What you settle counts in themes") && page.says("Reword a code</h2>"), "{}", page.body);
    assert!(page.says("coding/passages?at=t.k.17\">The turns around it"), "{}", page.body);
    let list = format!("coding/passages?round={}", scene.round);
    let list = scene.researcher.get(&scene.group.office.page(&list)).await;
    assert!(list.says("coding/passages?at=t.k.17\">The turns around it"), "{}", list.body);
    assert!(hopeful(&mut scene).await.contains("40"), "themes count what both gave: four of ten people");
    let passage = "t.k.17";
    let form = [("passage", passage), ("code", &scene.code), ("fits", "yes"), ("note", "She hopes here")];
    let page = scene.group.office.owner.post(&address, &form).await;
    assert!(page.says("5 disagreements; 1 settled") && page.says("She hopes here"), "{}", page.body);
    let settled = |turn: u32| {
        let code = scene.code.clone();
        scene.group.look(move |desk| desk.coding.settled_codes(&PassageId::turn("k", turn)).contains(&code))
    };
    assert!(settled(17).await && settled(1).await && !settled(21).await);
    assert!(hopeful(&mut scene).await.contains("50"), "and what was settled: five of ten");
    let fresh = scene.group.office.owner.get(&scene.group.office.page("coding/rounds/new?fresh=yes&from=k")).await;
    assert!(fresh.says("0 passages to draw from"), "{}", fresh.body);
}

/// The line of the code where codes stand by transcript.
async fn hopeful(scene: &mut Scene) -> String {
    let address = scene.group.office.page("coding/themes/attributes?by=from");
    let page = scene.group.office.owner.get(&address).await.body;
    let line = page.split("<th scope=\"row\">Hope</th>").nth(1).expect("a line");
    line.split("</tr>").next().expect("its end").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coordinator_ends_a_round_when_somebody_left_and_sees_no_words() {
    let mut scene = drawn().await;
    scene.code().await;
    let (_, mut cora) = scene.group.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let page = cora.get(&scene.page("")).await;
    assert!(page.says("End this round") && !page.says("Hope") && !page.says("Words of turn"), "{}", page.body);
    assert!(page.says("<td>20</td>") && !page.says("<td>10</td>") && !page.says("<td>11</td>"), "{}", page.body);
    cora.page = Some(scene.page(""));
    let silent = cora.post(&scene.page("/close"), &[("reason", "")]).await;
    assert!(silent.says("Say why the round ends"), "{}", silent.body);
    let closed = cora.post(&scene.page("/close"), &[("reason", "Ravi has left us")]).await;
    assert!(closed.says("Ended by Cora Coordinator: Ravi has left us"), "{}", closed.body);
    assert_eq!(cora.get(&scene.page("/agreement")).await.status, axum::http::StatusCode::FORBIDDEN);
    let page = scene.group.office.owner.get(&scene.page("/agreement")).await;
    assert!(page.says("Hope") && page.says("8 of 20 passages were reached by both"), "{}", page.body);
    assert!(page.says("coded 8 units"), "passages that somebody never came to are no agreement: {}", page.body);
    let csv = scene.group.office.owner.get(&scene.page("/agreement.csv")).await.body;
    assert!(csv.contains(",version,reached,given,") && csv.contains(",7,1,8,20,"), "{csv}");
    assert!(!csv.contains("Fleiss"), "two coders: {csv}");
    let late = scene.group.office.owner.post(&scene.page("/submit"), &[]).await;
    assert!(!late.says("Submitted."));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_codes_in_a_round_submits_before_ending_it() {
    let mut scene = drawn().await;
    scene.code().await;
    let page = scene.group.office.owner.get(&scene.page("")).await;
    assert!(page.says("Submit your part first") && !page.says("End this round"), "{}", page.body);
    let form = [("reason", "x")];
    scene.group.office.owner.page = Some(scene.page(""));
    let refused = scene.group.office.owner.post(&scene.page("/close"), &form).await;
    assert!(refused.says("Submit your part first"), "{}", refused.body);
    assert!(scene.group.look(|desk| desk.coding.rounds.values().all(|round| !round.is_revealed())).await);
    assert!(scene.group.office.owner.post(&scene.page("/submit"), &[]).await.says("Submitted."));
    let closed = scene.group.office.owner.post(&scene.page("/close"), &[("reason", "Ravi has left us")]).await;
    assert!(closed.says("Ended by Olive Owner: Ravi has left us"), "{}", closed.body);
    let page = scene.group.office.owner.get(&scene.page("/agreement")).await;
    assert!(page.says("11 of 20 passages were reached by both"), "she reached all, he where he coded: {}", page.body);
    let page = scene.group.office.owner.get(&scene.page("/differences")).await;
    assert!(page.says("the round was ended before they gave any code here"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_ends_a_round_where_nobody_else_may() {
    let mut group = Group::meet().await;
    let (cole, _) = group.office.colleague("Cole Coder", Role::Coder, &keys()).await;
    let owner = group.owner.clone();
    let fields = [("name", "Two"), ("coder", owner.as_str()), ("coder", &cole.id), ("doubled", "100"), ("seed", "7")];
    group.office.owner.post(&group.office.page("coding/rounds/new"), &fields).await;
    let round = group.look(|desk| desk.coding.rounds.keys().next().cloned()).await.expect("a round");
    let address = group.office.page(&format!("coding/rounds/round/{round}/close"));
    let closed = group.office.owner.post(&address, &[("reason", "Cole has left us")]).await;
    assert!(closed.says("Ended by Olive Owner: Cole has left us"), "{}", closed.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_to_draw_tells_nothing_of_what_others_coded() {
    let mut scene = drawn().await;
    let (wes, mut other) = scene.group.office.colleague("Wes Researcher", Role::Researcher, &keys()).await;
    let act = Act::Code {
        coding: server::chance::id(),
        passage: PassageId::turn("k", 1),
        span: None,
        code: scene.code.clone(),
        round: None,
        coder: None,
    };
    scene.group.act(&wes.id, act).await;
    let new = scene.group.office.page("coding/rounds/new?show=yes&uncoded=yes&from=k");
    let blind = scene.researcher.get(&new).await;
    assert!(blind.says("20 passages to draw from"), "he still codes it blind: {}", blind.body);
    let own = other.get(&new).await;
    assert!(own.says("19 passages to draw from"), "{}", own.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn perfect_agreement_on_one_passage_is_too_few_to_say() {
    let mut scene = drawn().await;
    scene.give(&scene.group.owner, 1).await;
    scene.give(&scene.ravi, 1).await;
    scene.submit().await;
    let page = scene.group.office.owner.get(&scene.page("/agreement")).await;
    assert!(page.says("<td>1.00</td>") && page.says("too few to say"), "{}", page.body);
    assert!(!page.says(">reliable"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_that_cannot_be_drawn_says_why_and_keeps_what_was_typed() {
    let mut group = Group::meet().await;
    let new = group.office.page("coding/rounds/new");
    let owner = group.owner.clone();
    for (fields, says) in [
        (vec![("name", ""), ("coder", owner.as_str()), ("seed", "7")], "Name the round"),
        (vec![("name", "Second try"), ("seed", "7")], "Choose who codes"),
        (vec![("name", "Second try"), ("coder", &owner), ("seed", "soon")], "“soon” is not a number"),
        (vec![("name", "Second try"), ("coder", &owner), ("seed", "7"), ("doubled", "101")], "“101” is not a number"),
        (vec![("name", "Second try"), ("coder", &owner), ("seed", "7"), ("from", "nowhere")], "No passage fits"),
    ] {
        group.office.owner.page = Some(new.clone());
        let page = group.office.owner.post(&new, &fields).await;
        assert!(page.says(says), "{says}: {}", page.body);
        assert!(fields[0].1.is_empty() || page.says("value=\"Second try\""), "{}", page.body);
    }
}
