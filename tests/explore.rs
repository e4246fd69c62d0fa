//! A researcher explores what a group said: words that set passages apart, codes together, suggestions taken or not.

mod group;
mod office;
mod platform;

use group::Group;
use server::coding::{Act, PassageId};

/// Ten groups in which buses are late and keys are missed, the first six coded.
async fn coded() -> (Group, String, String) {
    let group = Group::meet().await;
    let (bus, key) = (group.code("Buses").await, group.code("Keys").await);
    for number in 0..10 {
        let id = format!("s{number}");
        let said = [
            "And?",
            "The bus was late again and the bus stop is far.",
            "And?",
            "I want a key, my own key for the door.",
        ];
        group.bring(&id, &said).await;
        if number < 6 {
            for (turn, code) in [(1, &bus), (3, &key)] {
                let act = Act::Code {
                    coding: server::chance::id(),
                    passage: PassageId::turn(&id, turn),
                    span: None,
                    code: code.clone(),
                    round: None,
                    coder: None,
                };
                group.act(&group.owner, act).await;
            }
        }
    }
    (group, bus, key)
}

#[tokio::test(flavor = "multi_thread")]
async fn words_set_a_code_apart_by_people() {
    let (mut group, bus, _) = coded().await;
    let page = group.office.owner.get(&group.office.page(&format!("coding/themes?what=code:{bus}"))).await;
    let table = page.body.split("Words used more here</caption>").nth(1).expect("a table").split("</table>").next();
    let table = table.expect("its end");
    assert!(table.contains("<th scope=\"row\">bus</th>") && !table.contains(">key</th>"), "{table}");
    assert!(page.says("moderators and translations left out") && page.says("Codebook version 2"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_together_by_group_and_saturation_have_pictures_and_tables() {
    let (mut group, _, key) = coded().await;
    group.coding(&group.owner, 1, None, &key).await;
    let act = Act::Code {
        coding: server::chance::id(),
        passage: PassageId::turn("s0", 1),
        span: None,
        code: key.clone(),
        round: None,
        coder: None,
    };
    group.act(&group.owner, act).await;
    let page = group.office.owner.get(&group.office.page("coding/themes/codes")).await;
    assert!(page.says("Buses + Keys") && page.says("class=\"matrix\""), "{}", page.body);
    let page = group.office.owner.get(&group.office.page("coding/themes/attributes?by=from")).await;
    assert!(page.says("Group s3 (") && page.says("▴"), "small cells are marked: {}", page.body);
    let page = group.office.owner.get(&group.office.page("coding/themes/saturation?unit=session")).await;
    assert!(page.says("class=\"curve\"") && page.says("After 4 of them"), "{}", page.body);
    let page = group.office.owner.get(&group.office.page("coding/themes/topics?count=2")).await;
    assert!(page.says("not a finding"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_coded_it_is_said_what_to_do_and_no_table_stands() {
    let mut group = Group::meet().await;
    let address = group.office.page("coding/themes/attributes?by=from");
    let page = group.office.owner.get(&address).await;
    assert!(page.says("There is no code yet") && page.says("Make codes</a>"), "{}", page.body);
    let bus = group.code("Buses").await;
    let page = group.office.owner.get(&address).await;
    assert!(page.says("carries a code yet") && page.says("Code passages</a>"), "{}", page.body);
    assert!(!page.says("<table"), "no empty table: {}", page.body);
    group.coding(&group.owner, 1, None, &bus).await;
    let page = group.office.owner.get(&address).await;
    assert!(page.says("<table") && !page.says("carries a code yet"), "control: {}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_counts_what_stands_under_it_and_people_once() {
    let (mut group, bus, key) = coded().await;
    let above = group.code("Getting in").await;
    for code in [&bus, &key] {
        group.act(&group.owner, Act::Move { code: code.clone(), parent: Some(above.clone()) }).await;
    }
    group.coding(&group.owner, 1, None, &above).await;
    let page = group.office.owner.get(&group.office.page("coding/themes/attributes?by=from")).await;
    let line = page.body.split("<th scope=\"row\">Getting in</th>").nth(1).expect("a line");
    let line = line.split("</tr>").next().expect("its end");
    // Six people through both inner codes, and one in whose words it stands itself, of twelve.
    assert!(line.contains("7 of 12") && line.contains("of its own:"), "{line}");
    let page = group.office.owner.get(&group.office.page(&format!("coding/themes?what=code:{above}"))).await;
    assert!(page.says("13 passages of 7 people"), "{}", page.body);
    let page = group.office.owner.get(&group.office.page("coding/themes/codes")).await;
    assert!(page.says("No two codes stand together yet"), "a code and its inner ones are no pair: {}", page.body);
    let page = group.office.owner.get(&group.office.page("coding/themes/attributes?by=wave")).await;
    assert!(page.says("12 people belong to no wave"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_codes_those_that_meet_most_are_drawn_and_all_are_listed() {
    let (mut group, ..) = coded().await;
    let long = "A name that is longer than the edge of a matrix";
    for number in 0..25 {
        let name = if number == 0 { long.to_owned() } else { format!("Code {number}") };
        let code = group.code(&name).await;
        group.coding(&group.owner, 1, None, &code).await;
    }
    let page = group.office.owner.get(&group.office.page("coding/themes/codes")).await;
    assert!(page.says("show the 20 codes that stand together with others most, of 25"), "{}", page.body);
    assert!(page.says("The table has the 200 pairs that most people mention, of 300"), "{}", page.body);
    let matrix = page.body.split("class=\"matrix\"").nth(1).expect("a matrix").split("</table>").next();
    let matrix = matrix.expect("its end");
    assert_eq!(matrix.matches("scope=\"row\"").count(), 20);
    assert!(matrix.contains(&format!("title=\"{long}\"")) && matrix.contains("A name that is longer t…"), "{matrix}");
    assert!(!page.says("class=\"network\"") && page.says("There is no picture"), "one person makes no link");
    let page = group.office.owner.get(&group.office.page("coding/themes/saturation")).await;
    assert!(page.says("200 random orders of people from seed 2020"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn suggestions_say_why_and_are_taken_or_turned_down_one_by_one() {
    let (mut group, bus, key) = coded().await;
    let address = group.office.page("coding/themes/suggestions");
    let page = group.office.owner.get(&address).await;
    assert!(page.says("held back") && page.says("matched:"), "{}", page.body);
    let form = |passage: &'static str, judgement: &'static str| [("passage", passage), ("judgement", judgement)];
    let mut take = form("t.s7.1", "take").to_vec();
    take.push(("code", &bus));
    group.office.owner.post(&address, &take).await;
    let mut decline = form("t.s7.3", "decline").to_vec();
    decline.push(("code", &key));
    group.office.owner.post(&address, &decline).await;
    group
        .look(|desk| {
            let carries = |turn: u32| desk.coding.of_passage(&PassageId::turn("s7", turn)).count();
            assert_eq!((carries(1), carries(3)), (1, 0));
        })
        .await;
    let like = group.office.owner.get(&format!("{address}?code={key}")).await;
    assert!(like.says("value=\"t.s8.3\"") && !like.says("value=\"t.s7.3\""), "what was turned down is not asked again");
    let event = group.look(|desk| desk.coding.events.iter().rev().nth(1).map(|event| event.position)).await;
    group.act(&group.owner, Act::Undo { event: event.expect("an event") }).await;
    group.look(|desk| assert_eq!(desk.coding.of_passage(&PassageId::turn("s7", 1)).count(), 0, "one undo")).await;
}
