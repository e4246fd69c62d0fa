//! A researcher searches what a group said: by words, in lines, narrowed by codes; keeps a search; codes what it found.

mod group;
mod office;
mod platform;

use group::Group;
use office::keys;
use server::access::Role;
use server::coding::{Act, PassageId};

/// The turns that a page shows, by their place.
fn turns(page: &platform::Answered) -> Vec<u32> {
    (0..9).filter(|turn| page.says(&format!("at=t.g.{turn}\""))).collect()
}

#[tokio::test]
async fn words_are_found_in_their_forms_exactly_near_begun_and_misspelt() {
    let mut group = Group::meet().await;
    let base = group.office.page("coding/search");
    for (query, found) in [
        ("house", vec![3]),
        ("keys", vec![1]),
        ("%22my+own+key%22", vec![1]),
        ("%22key+own%22~1", vec![1]),
        ("%22own+keys%22", vec![]),
        ("hous*", vec![3]),
        ("buss~", vec![3]),
        ("key+OR+bus", vec![1, 3]),
        ("call+-nobody", vec![4]),
        ("(key+OR+call)+NOT+door", vec![4, 5]),
    ] {
        let page = group.office.owner.get(&format!("{base}?q={query}")).await;
        assert_eq!(turns(&page), found, "{query}");
    }
    let page = group.office.owner.get(&format!("{base}?q=waited&as=lines")).await;
    assert!(page.says(">waited</a>") && page.says("by the phone 🌊 for weeks."), "{}", page.body);
}

#[tokio::test]
async fn a_search_that_cannot_be_read_says_where_and_keeps_what_was_typed() {
    let mut group = Group::meet().await;
    let page = group.office.owner.get(&group.office.page("coding/search?q=a+%22b")).await;
    assert!(page.says("cannot be read at letter 3") && page.says("value=\"a &quot;b\""), "{}", page.body);
}

#[tokio::test]
async fn codes_narrow_at_once_and_a_blind_round_hides_them() {
    let mut group = Group::meet().await;
    let (ravi, mut researcher) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let code = group.code("Keys").await;
    let narrowed = group.office.page(&format!("coding/search?code={code}"));
    assert_eq!(turns(&researcher.get(&narrowed).await), Vec::<u32>::new());
    group.coding(&group.owner, 1, None, &code).await;
    assert_eq!(turns(&researcher.get(&narrowed).await), [1]);
    let mut draft = server::coding::Draft::default();
    let name = draft.say("First");
    let given = [&group.owner, &ravi.id].map(|coder| (coder.clone(), vec![PassageId::turn("g", 1)])).into();
    let drawn = server::coding::round::Drawn { round: "one".into(), name, how: Default::default(), given };
    draft.acts.push(Act::Draw(drawn));
    group.act(&group.owner, draft).await;
    let page = researcher.get(&narrowed).await;
    assert_eq!(turns(&page), Vec::<u32>::new(), "blind");
    let all = researcher.get(&group.office.page("coding/search?q=key")).await;
    assert!(!all.says("class=\"chip") && !all.says("Olive Owner</a>"), "neither chips nor facets tell: {}", all.body);
    assert_eq!(turns(&group.office.owner.get(&narrowed).await), [1], "one's own is seen");
}

#[tokio::test]
async fn what_was_found_is_coded_after_review_and_one_undo_takes_it_back() {
    let mut group = Group::meet().await;
    let code = group.code("Calls").await;
    let review = group.office.page("coding/search/all?q=call");
    let page = group.office.owner.get(&review).await;
    assert!(page.says("value=\"t.g.4\"") && page.says("value=\"t.g.5\""), "{}", page.body);
    let form = [("query", "q=call"), ("code", code.as_str()), ("passage", "t.g.4"), ("passage", "t.g.5")];
    let done = group.office.owner.post(&group.office.page("coding/search/all"), &form).await;
    assert!(done.says("One undo takes all of it back"), "{}", done.body);
    assert_eq!(group.look(|desk| desk.coding.codings.len()).await, 2);
    let event = group.look(|desk| desk.coding.undoable(&group.owner).map(|event| event.position)).await;
    group.act(&group.owner, Act::Undo { event: event.expect("undoable") }).await;
    assert_eq!(group.look(|desk| desk.coding.codings.len()).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_in_ones_round_is_not_coded_outside_of_it_and_moderators_are_not_ticked() {
    let mut group = Group::meet().await;
    let code = group.code("Calls").await;
    let review = group.office.page("coding/search/all?q=call");
    let page = group.office.owner.get(&review).await;
    assert!(page.chosen("t.g.5") && !page.chosen("t.g.4") && !page.says("waits in your round"), "{}", page.body);
    let mut draft = server::coding::Draft::default();
    let name = draft.say("First");
    let given = [(group.owner.clone(), vec![PassageId::turn("g", 5)])].into();
    draft.acts.push(Act::Draw(server::coding::round::Drawn {
        round: "one".into(),
        name,
        how: Default::default(),
        given,
    }));
    group.act(&group.owner, draft).await;
    let page = group.office.owner.get(&review).await;
    assert!(page.says("1 passage waits in your round") && !page.says("value=\"t.g.5\""), "{}", page.body);
    let form = [("query", "q=call"), ("code", code.as_str()), ("passage", "t.g.4"), ("passage", "t.g.5")];
    group.office.owner.post(&group.office.page("coding/search/all"), &form).await;
    let coded = |desk: &server::workspace::Desk| {
        desk.coding.codings.values().map(|coded| coded.passage.clone()).collect::<Vec<_>>()
    };
    assert_eq!(group.look(coded).await, [PassageId::turn("g", 4)]);
    let suggestions = group.office.page("coding/themes/suggestions");
    group.office.owner.page = Some(suggestions.clone());
    let take = [("passage", "t.g.5"), ("code", code.as_str()), ("judgement", "take")];
    let refused = group.office.owner.post(&suggestions, &take).await;
    assert!(refused.says("This passage waits in your round"), "{}", refused.body);
    assert_eq!(group.look(coded).await.len(), 1);
}

#[tokio::test]
async fn a_search_is_kept_sealed_and_forgotten() {
    let mut group = Group::meet().await;
    let base = group.office.page("coding/search");
    let kept = group.office.owner.post(&format!("{base}/keep"), &[("query", "q=zanzibarkey")]).await;
    assert!(kept.says("Kept searches") && kept.says(">zanzibarkey</a>"), "{}", kept.body);
    assert!(!group.disk_holds("zanzibarkey"));
    let search = group.look(|desk| desk.coding.searches.keys().next().cloned()).await.expect("kept");
    let page = group.office.owner.post(&format!("{base}/forget"), &[("search", &search)]).await;
    assert!(page.says("Forgotten.") && !page.says("zanzibarkey"), "{}", page.body);
}

#[tokio::test]
async fn what_was_taken_out_is_not_found_any_more_and_what_came_is() {
    let mut group = Group::meet().await;
    let base = group.office.page("coding/search?q=ferry");
    assert!(group.office.owner.get(&base).await.says("Nothing was found"));
    group.bring("h", &["How did you come?", "By the ferry."]).await;
    assert!(group.office.owner.get(&base).await.says("at=t.h.1"));
    let out = server::workspace::Work {
        draft: server::coding::Draft::of(Act::Remove { source: "h".into() }),
        writes: vec![server::workspace::Write::RemoveSource("h".into())],
        audit: None,
    };
    group.act(&group.owner, out).await;
    assert!(group.office.owner.get(&base).await.says("Nothing was found"));
}

#[tokio::test]
async fn who_may_not_read_may_not_search() {
    let group = Group::meet().await;
    for role in [Role::Coordinator, Role::Reader] {
        let (_, mut somebody) = group.office.colleague(role.name(), role, &keys()).await;
        let page = somebody.get(&group.office.page("coding/search?q=key")).await;
        assert_eq!(page.status, axum::http::StatusCode::FORBIDDEN, "{}", role.name());
        assert!(!page.says("my own door"));
    }
}
