//! A team keeps its codebook: an owner and a researcher change it, a coder reads it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod corpus;
mod platform;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use corpus::Corpus;
use platform::{Answered, Browser};
use server::access::Role;
use server::coding::round::{Drawn, How};
use server::coding::{Act, Draft};

const ANSWERS: &[(&str, &str)] = &[
    ("words_safe", "A door that I could lock."),
    ("words_safe", "My dog slept across the door."),
    ("words_change", "Let people bring their dog."),
    ("words_change", "A curfew of eight costs people their jobs."),
    ("words_change", "Read me the rules on the first day."),
];

async fn make(corpus: &Corpus, browser: &mut Browser, name: &str, more: &[(&str, &str)]) -> String {
    let fields: Vec<_> = [("name", name)].into_iter().chain(more.iter().copied()).collect();
    let made = browser.post_only(&corpus.page("codebook/new"), &fields).await;
    let address = made.location().unwrap_or_else(|| panic!("{name}: {}", made.status));
    assert!(address.contains("done=code-made"), "{address}");
    address.split("/code/").nth(1).unwrap().split('?').next().unwrap().to_owned()
}

/// A page without its tags, white space made one.
fn plain(page: &Answered) -> String {
    let text: String = page
        .body
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect::<Vec<_>>()
        .join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn each_change_of_a_code_is_a_version_with_before_and_after_and_can_be_undone() {
    let corpus = Corpus::of(ANSWERS).await;
    let mut owner = corpus.owner.clone();
    let top = make(&corpus, &mut owner, "Safety", &[("colour", "3"), ("definition", "What feels safe.")]).await;
    let code = make(&corpus, &mut owner, "Doors", &[("parent", &top), ("origin", "emerged"), ("colour", "4")]).await;
    let page = corpus.page(&format!("codebook/code/{code}"));
    let fields = [("name", "Locks"), ("definition", "Doors & keys."), ("colour", "5"), ("parent", "")];
    let changed = owner.post(&format!("{page}/words"), &fields).await;
    let said = plain(&changed);
    assert!(said.contains("Saved.") && said.contains("Doors &amp; keys."), "{said}");
    for part in [
        "Versions 4 to 7 ·",
        "“Name” changed. Before : Doors After : Locks",
        "got its “Definition”. After : Doors &amp; keys.",
        "got another color. Before : Red, full star After : Teal, full cross",
        "moved. Before : Safety After : At the top",
        "· Olive Owner",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let tree = plain(&owner.get(&corpus.page("codebook")).await);
    assert!(tree.contains("This is version 7.") && tree.contains("(and 3 more changes)"), "{tree}");
    let event = corpus.workspace().await.read().coding.head().to_string();
    let undone = plain(&owner.post(&corpus.page("codebook/undo"), &[("event", &event), ("code", &code)]).await);
    let history = plain(&owner.get(&corpus.page("codebook/history")).await);
    assert!(undone.contains("Doors") && history.contains("Versions 4 to 7 were taken back"), "{undone} {history}");
    assert!(!undone.contains("keys."), "what was taken back is gone: {undone}");
    let event = corpus.workspace().await.read().coding.head().to_string();
    let again = plain(&owner.post(&corpus.page("codebook/undo"), &[("event", &event), ("code", &code)]).await);
    assert!(again.contains("Doors &amp; keys.") && again.contains("Locks"), "{again}");
    let history = plain(&owner.get(&corpus.page("codebook/history")).await);
    assert!(history.contains("Version 9 ·") && history.contains("Versions 1 to 2 ·"), "{history}");
}

#[tokio::test]
async fn what_a_merge_would_move_is_shown_before_it_moves() {
    let corpus = Corpus::of(ANSWERS).await;
    let mut owner = corpus.owner.clone();
    let pets = make(&corpus, &mut owner, "Pets", &[]).await;
    let rules = make(&corpus, &mut owner, "Rules", &[]).await;
    let inner = make(&corpus, &mut owner, "Cats", &[("parent", &pets)]).await;
    let olive = corpus.platform.owner.id.clone();
    corpus.code(&olive, "My dog slept", &pets, None).await;
    corpus.code(&olive, "bring their dog", &pets, None).await;
    owner.post(&corpus.page("codebook/memo"), &[("code", &pets), ("words", "Also birds.")]).await;
    let page = corpus.page(&format!("codebook/code/{pets}/merge"));
    let preview = plain(&owner.get(&format!("{page}?into={rules}")).await);
    for part in [
        "“Pets” goes.",
        "What made a place feel safe to you? First 1",
        "What one thing should change? First 1",
        "Cats",
        "1 note goes along.",
    ] {
        assert!(preview.contains(part), "{part}: {preview}");
    }
    let itself = owner.get_only(&format!("{page}?into={inner}")).await;
    assert_eq!(itself.status, StatusCode::CONFLICT, "into a code under it");
    let merged = plain(&owner.post(&page, &[("into", &rules)]).await);
    assert!(merged.contains("Merged.") && merged.contains("2 codings") && merged.contains("Also birds."), "{merged}");
    assert!(merged.contains("comparable throughout, as both together") && merged.contains("Cats"), "{merged}");
    let old = plain(&owner.get(&corpus.page(&format!("codebook/code/{pets}"))).await);
    assert!(old.contains("This code was merged into"), "{old}");
    let refused = owner.post_only(&page, &[("into", &rules)]).await;
    assert!(refused.location().unwrap().contains("again="), "twice is refused");
}

#[tokio::test]
async fn a_split_deals_codings_out_by_question_and_one_by_one() {
    let corpus = Corpus::of(ANSWERS).await;
    let mut owner = corpus.owner.clone();
    let top = make(&corpus, &mut owner, "Getting in", &[]).await;
    let rules = make(&corpus, &mut owner, "Rules", &[("parent", &top)]).await;
    let pets = make(&corpus, &mut owner, "Pets", &[("parent", &top)]).await;
    let olive = corpus.platform.owner.id.clone();
    let door = corpus.code(&olive, "My dog slept", &rules, None).await;
    let dog = corpus.code(&olive, "bring their dog", &rules, None).await;
    let curfew = corpus.code(&olive, "A curfew of eight", &rules, None).await;
    let told = corpus.code(&olive, "Read me the rules", &rules, None).await;
    let base = corpus.page(&format!("codebook/code/{rules}"));
    let few = owner.post_only(&format!("{base}/split"), &[("new", "Only one")]).await;
    assert!(few.location().unwrap().contains("again="), "one code is no split");
    let next =
        owner.post_only(&format!("{base}/split"), &[("new", "Curfews"), ("into", &pets)]).await.location().unwrap();
    let into = next.split("into=").nth(1).unwrap().to_owned();
    let curfews = into.split(',').find(|id| *id != pets).unwrap().to_owned();
    let deal = owner.get(&next).await;
    assert!(
        deal.says("<mark>A curfew of eight</mark>") && plain(&deal).contains("All 3 of these go to"),
        "{}",
        plain(&deal)
    );
    let question = format!("question.{}.words_change", corpus.open.collection.id);
    let (own_dog, own_told) = (format!("coding.{dog}"), format!("coding.{told}"));
    let fields = [("into", into.as_str()), (&question, &curfews), (&own_dog, &pets), (&own_told, "stay")];
    let split = plain(&owner.post(&format!("{base}/deal"), &fields).await);
    assert!(split.contains("Split.") && split.contains("was split into 2 codes"), "{split}");
    let now: BTreeMap<String, String> =
        corpus.workspace().await.read().coding.codings.values().map(|one| (one.id.clone(), one.code.clone())).collect();
    let found = [&door, &dog, &curfew, &told].map(|id| now[id].as_str());
    assert_eq!(found, [&rules, &pets, &curfews, &rules]);
    let part = plain(&owner.get(&corpus.page(&format!("codebook/code/{curfews}"))).await);
    assert!(
        part.contains(
            "Split at version 5 from “Rules”. Before and after are comparable at the parent, “Getting in”, only."
        ),
        "{part}"
    );
    let whole = plain(&owner.get(&base).await);
    assert!(
        whole.contains("Split at version 5. Before and after are comparable at the parent, “Getting in”, only."),
        "{whole}"
    );
    let again = owner.post_only(&format!("{base}/deal"), &[("into", &into)]).await;
    assert!(again.location().unwrap().contains("again="), "nothing to deal");
    let (own_door, retire) = (format!("coding.{door}"), ("retire", "yes"));
    owner.post(&format!("{base}/deal"), &[("into", &into), (&own_door, &pets), retire]).await;
    let workspace = corpus.workspace().await;
    let (head, stayed) =
        (workspace.read().coding.head().to_string(), workspace.read().coding.codings[&door].code.clone());
    assert_eq!(stayed, pets);
    assert!(workspace.read().coding.codebook.active(&rules).is_none(), "retired with it");
    owner.post(&corpus.page("codebook/undo"), &[("event", &head)]).await;
    let workspace = corpus.workspace().await;
    assert_eq!(workspace.read().coding.codings[&door].code, rules, "undone");
    assert!(workspace.read().coding.codebook.active(&rules).is_some());
    let stolen = format!("coding.{dog}");
    let wrong = owner.post_only(&format!("{base}/deal"), &[("into", &into), (&stolen, &curfews)]).await;
    assert!(wrong.location().unwrap().contains("again="), "what the code does not hold is not dealt out");
}

#[tokio::test]
async fn codes_of_an_exclusive_group_do_not_share_words() {
    let corpus = Corpus::of(ANSWERS).await;
    let mut owner = corpus.owner.clone();
    let praise = make(&corpus, &mut owner, "Praise", &[]).await;
    let complaint = make(&corpus, &mut owner, "Complaint", &[]).await;
    let groups = corpus.page("codebook/groups");
    let alone = owner.post_only(&groups, &[("name", "Tone"), ("code", &praise), ("kind", "exclusive")]).await;
    let alone = owner.get(&alone.location().unwrap()).await;
    assert!(
        plain(&alone).contains("A group needs at least two codes.") && alone.says("value=\"Tone\""),
        "what was typed stays"
    );
    let olive = corpus.platform.owner.id.clone();
    corpus.code(&olive, "My dog slept", &praise, None).await;
    corpus.code(&olive, "dog slept across", &complaint, None).await;
    let fields = [("name", "Tone"), ("code", &praise), ("code", &complaint), ("kind", "exclusive")];
    let made = plain(&owner.post(&groups, &fields.map(|(name, value)| (name, value as &str))).await);
    assert!(made.contains("In 1 passage one person gave two of them to the same words."), "{made}");
    let passage = corpus.passage("Let people bring").await;
    let code = |code: &str| Act::Code {
        coding: server::chance::id(),
        passage: passage.clone(),
        span: None,
        code: code.to_owned(),
        round: None,
        coder: None,
    };
    corpus.act(&olive, code(&praise)).await.unwrap();
    let second = corpus.act(&olive, code(&complaint)).await.unwrap_err();
    assert_eq!(second.to_string(), "conflict: code-excluded");
    let id = corpus.workspace().await.read().coding.codebook.groups.keys().next().unwrap().clone();
    let fields =
        [("group", id.as_str()), ("name", "Tone"), ("code", &praise), ("code", &complaint), ("kind", "together")];
    owner.post(&groups, &fields).await;
    corpus.act(&olive, code(&complaint)).await.unwrap();
    let history = plain(&owner.get(&corpus.page("codebook/history")).await);
    assert!(
        history.contains(
            "Before : Tone (at most one fits): Praise, Complaint After : Tone (read together): Praise, Complaint"
        ),
        "{history}"
    );
    let gone = plain(&owner.post(&groups, &[("group", &id), ("do", "dissolve")]).await);
    assert!(gone.contains("Dissolved.") && gone.contains("No group yet."), "{gone}");
}

#[tokio::test]
async fn a_retired_code_is_not_given_any_more_and_still_counts() {
    let corpus = Corpus::of(ANSWERS).await;
    let mut owner = corpus.owner.clone();
    let code = make(&corpus, &mut owner, "Doors", &[]).await;
    let olive = corpus.platform.owner.id.clone();
    corpus.code(&olive, "My dog slept", &code, None).await;
    let base = corpus.page(&format!("codebook/code/{code}"));
    let retired = plain(&owner.post(&format!("{base}/retire"), &[]).await);
    assert!(
        retired.contains("This code is not used any more.") && retired.contains("1 coding · people: 1"),
        "{retired}"
    );
    let passage = corpus.passage("Let people bring").await;
    let act = Act::Code { coding: "c".into(), passage, span: None, code: code.clone(), round: None, coder: None };
    assert_eq!(corpus.act(&olive, act.clone()).await.unwrap_err().to_string(), "conflict: code-not-in-use");
    let tree = plain(&owner.get(&corpus.page("codebook")).await);
    assert!(tree.contains("1 code that is not used any more"), "{tree}");
    owner.post(&format!("{base}/restore"), &[]).await;
    corpus.act(&olive, act).await.unwrap();
}

#[tokio::test]
async fn a_name_is_given_once_beside_its_neighbours_and_what_was_typed_stays() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let code = make(&corpus, &mut owner, "Doors", &[]).await;
    make(&corpus, &mut owner, "Doors", &[("parent", &code)]).await;
    for (name, sentence) in [("doors", "Another code beside it is called “doors”."), (" ", "Give the code a name.")]
    {
        let refused =
            owner.post(&corpus.page("codebook/new"), &[("name", name), ("definition", "A <b>hinge</b>.")]).await;
        assert!(plain(&refused).contains(sentence) && refused.says("A &lt;b>hinge&lt;/b>."), "{}", refused.body);
    }
    let long = "x".repeat(121);
    let refused = owner.post(&corpus.page("codebook/new"), &[("name", &long)]).await;
    assert!(plain(&refused).contains("At most 120 characters fit here."));
    let inside = [("name", "Gates"), ("parent", code.as_str())];
    let refused = owner.post(&corpus.page(&format!("codebook/code/{code}/words")), &inside).await;
    assert!(plain(&refused).contains("A code cannot stand under itself."), "{}", plain(&refused));
}

#[tokio::test]
async fn notes_are_changed_by_whoever_wrote_them() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let code = make(&corpus, &mut owner, "Doors", &[]).await;
    let memo = corpus.page("codebook/memo");
    let kept = plain(&owner.post(&memo, &[("words", "Read twice.")]).await);
    assert!(kept.contains("Read twice.") && kept.contains("Olive Owner"), "{kept}");
    owner.post(&memo, &[("code", &code), ("words", "Hinges?")]).await;
    let (_, mut cody) = corpus.colleague("Cody Coder", Role::Coder).await;
    let page = cody.get(&corpus.page(&format!("codebook/code/{code}"))).await;
    assert!(
        page.says("Hinges?") && !page.says("value=\"Hinges?\"") && !plain(&page).contains("Change :"),
        "{}",
        plain(&page)
    );
    let id = {
        let workspace = corpus.workspace().await;
        let desk = workspace.read();
        desk.coding.memos.values().find(|memo| desk.say(&memo.text) == "Hinges?").unwrap().id.clone()
    };
    let theirs = [("code", code.as_str()), ("memo", &id), ("words", "Mine now")];
    assert_eq!(cody.post_only(&memo, &theirs).await.status, StatusCode::FORBIDDEN);
    let own = plain(&cody.post(&memo, &[("code", &code), ("words", "Handles too.")]).await);
    assert!(own.contains("Handles too.") && own.contains("Hinges?"), "{own}");
    let gone = plain(&owner.post(&memo, &[("code", &code), ("memo", &id), ("words", " ")]).await);
    assert!(!gone.contains("Hinges?") && gone.contains("The note is gone."), "{gone}");
}

#[tokio::test]
async fn coders_read_the_codebook_and_others_do_not_even_see_it() {
    let corpus = Corpus::of(ANSWERS).await;
    let mut owner = corpus.owner.clone();
    let code = make(&corpus, &mut owner, "Doors", &[]).await;
    let own = |rest: &str| corpus.page(&format!("codebook{rest}"));
    let of_code = |rest: &str| corpus.page(&format!("codebook/code/{code}{rest}"));
    let read = [own(""), own("/groups"), own("/history"), of_code("")];
    let change = [own("/new"), of_code("/words"), of_code("/merge?into=x"), of_code("/split"), of_code("/deal")];
    let write = [
        own("/new"),
        own("/groups"),
        own("/undo"),
        of_code("/words"),
        of_code("/retire"),
        of_code("/restore"),
        of_code("/merge"),
        of_code("/split"),
        of_code("/deal"),
    ];
    let (_, mut coder) = corpus.colleague("Cody Coder", Role::Coder).await;
    for page in &read {
        let answered = coder.get_only(page).await;
        assert!(answered.status == StatusCode::OK && !answered.says("/codebook/new"), "{page}: {}", answered.status);
    }
    for page in &change {
        assert_eq!(coder.get_only(page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    for page in &write {
        assert_eq!(
            coder.post_only(page, &[("name", "X"), ("event", "1")]).await.status,
            StatusCode::FORBIDDEN,
            "{page}"
        );
    }
    for (name, role) in [("Cora Coordinator", Role::Coordinator), ("Rea Reader", Role::Reader)] {
        let (_, mut browser) = corpus.colleague(name, role).await;
        for page in read.iter().chain(&change) {
            assert_eq!(browser.get_only(page).await.status, StatusCode::FORBIDDEN, "{name} {page}");
        }
        for page in write.iter().chain(&[own("/memo")]) {
            assert_eq!(browser.post_only(page, &[("words", "x")]).await.status, StatusCode::FORBIDDEN, "{name} {page}");
        }
    }
    let mut stranger = corpus.stranger().await;
    for page in read.iter().chain(&change) {
        assert_eq!(stranger.get_only(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let (_, mut rena) = corpus.colleague("Rena Researcher", Role::Researcher).await;
    make(&corpus, &mut rena, "Windows", &[]).await;
    let event = corpus.workspace().await.read().coding.head().to_string();
    let theirs = owner.post_only(&own("/undo"), &[("event", &event)]).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN, "what somebody else did is theirs to take back");
    assert_eq!(owner.get_only(&corpus.page("codebook/code/nothing")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_others_code_blind_moves_no_count_and_no_list() {
    let corpus = Corpus::of(ANSWERS).await;
    let mut owner = corpus.owner.clone();
    let (rena, mut researcher) = corpus.colleague("Rena Researcher", Role::Researcher).await;
    let code = make(&corpus, &mut owner, "Pets", &[]).await;
    let other = make(&corpus, &mut owner, "Rules", &[]).await;
    let olive = corpus.platform.owner.id.clone();
    let given = vec![corpus.passage("My dog slept").await];
    let mut draft = Draft::default();
    let name = draft.say("First");
    let given = [(olive.clone(), given.clone()), (rena.id.clone(), given)].into();
    draft.acts.push(Act::Draw(Drawn { round: "round".into(), name, how: How::default(), given }));
    corpus.act(&olive, draft).await.unwrap();
    let hidden = corpus.code(&olive, "My dog slept", &code, Some("round")).await;
    let pages = [
        corpus.page("codebook"),
        corpus.page(&format!("codebook/code/{code}")),
        corpus.page(&format!("codebook/code/{code}/merge?into={other}")),
    ];
    let mut before = Vec::new();
    for page in &pages {
        assert!(plain(&owner.get(page).await).contains('1'));
        before.push(plain(&researcher.get(page).await));
    }
    assert!(before[1].contains("0 codings") && before[2].contains("Nothing that you may see"), "{before:#?}");
    let split = corpus.page(&format!("codebook/code/{code}/split"));
    let next = researcher.post_only(&split, &[("new", "Cats"), ("new", "Dogs")]).await.location().unwrap();
    let deal = researcher.get(&next).await;
    assert!(
        !deal.says("<mark>") && plain(&deal).contains("Nothing that you may see is coded with it."),
        "{}",
        plain(&deal)
    );
    let into = next.split("into=").nth(1).unwrap().to_owned();
    let stolen = format!("coding.{hidden}");
    let first = into.split(',').next().unwrap();
    researcher
        .post_only(&corpus.page(&format!("codebook/code/{code}/deal")), &[("into", &into), (&stolen, first)])
        .await;
    assert_eq!(corpus.workspace().await.read().coding.codings[&hidden].code, code, "what is hidden stays");
    for person in [&olive, &rena.id] {
        corpus.act(person, Act::Submit { round: "round".into() }).await.unwrap();
    }
    assert!(plain(&researcher.get(&pages[1]).await).contains("1 coding"), "and counts once the round is revealed");
}

#[tokio::test]
async fn an_example_in_somebodys_own_words_goes_with_their_answers() {
    let corpus = Corpus::of(ANSWERS).await;
    let mut owner = corpus.owner.clone();
    let response = corpus.answer("words_change", "Put a heron on the roof so that we find the house.").await;
    let code = make(&corpus, &mut owner, "Finding it", &[]).await;
    let words = corpus.page(&format!("codebook/code/{code}/words"));
    let two = "“Put a heron on the roof”\n“A curfew of eight costs people their jobs.”";
    let refused = plain(&owner.post(&words, &[("name", "Finding it"), ("example", two)]).await);
    assert!(refused.contains("These words come from more than one person."), "{refused}");
    let kept = plain(&owner.post(&words, &[("name", "Finding it"), ("example", "“Put a heron on the roof”")]).await);
    assert!(kept.contains("heron"), "{kept}");
    assert!(!corpus.platform.disk_holds("heron"), "nothing in clear on disk");
    corpus.withdraw(&response).await;
    let after = plain(&owner.get(&corpus.page(&format!("codebook/code/{code}"))).await);
    assert!(after.contains("Finding it") && !after.contains("heron"), "{after}");
}

#[tokio::test]
async fn notes_and_kept_searches_in_somebodys_own_words_go_with_their_answers() {
    let corpus = Corpus::of(ANSWERS).await;
    let mut owner = corpus.owner.clone();
    let response = corpus.answer("words_change", "Put a heron on the roof so that we find the house.").await;
    let code = make(&corpus, &mut owner, "Finding it", &[]).await;
    let (memo, keep) = (corpus.page("codebook/memo"), corpus.page("search/keep"));
    let several = "One wants a heron on the roof, so that we find the house; one “let people bring their dog”.";
    // The form stands on the codebook's page: back there it says what is wrong.
    let back = owner.post_only(&memo, &[("words", several)]).await.location().unwrap();
    let refused = plain(&owner.get(&back.replace("codebook/memo", "codebook")).await);
    assert!(refused.contains("These words come from more than one person."), "{refused}");
    for words in ["One asked to put a Heron on the roof – “so that we find the house”.", "Ask who has a dog."] {
        owner.post(&memo, &[("words", words)]).await;
    }
    owner.post(&memo, &[("code", &code), ("words", "“on the roof so that we find”")]).await;
    for query in ["q=%22heron+on+the+roof%22", "q=dog"] {
        owner.post(&keep, &[("query", query)]).await;
    }
    let pages = [corpus.page("codebook"), corpus.page(&format!("codebook/code/{code}")), corpus.page("search")];
    let mut read = async || {
        let mut said = String::new();
        for page in &pages {
            said.push_str(&plain(&owner.get(page).await).to_lowercase());
        }
        said
    };
    let before = read().await;
    assert!(before.contains("put a heron") && before.contains("that we find”") && before.contains("who has a dog"));
    assert!(before.contains("heron on the roof&quot;") || before.contains("heron on the roof\""), "{before}");
    corpus.withdraw(&response).await;
    let after = read().await;
    assert!(!after.contains("heron") && !after.contains("that we find"), "{after}");
    assert!(after.contains("who has a dog"), "what repeats nobody stays: {after}");
    let workspace = corpus.workspace().await;
    let desk = workspace.read();
    assert_eq!((desk.coding.memos.len(), desk.coding.searches.len()), (1, 1));
}

#[tokio::test]
async fn names_of_rounds_and_groups_in_somebodys_own_words_go_with_their_answers() {
    let corpus = Corpus::of(ANSWERS).await;
    let (mut owner, olive) = (corpus.owner.clone(), corpus.platform.owner.id.clone());
    let response = corpus.answer("words_change", "Put a heron on the roof so that we find the house.").await;
    let (one, other) = (make(&corpus, &mut owner, "Signs", &[]).await, make(&corpus, &mut owner, "Doors", &[]).await);
    let (groups, rounds) = (corpus.page("codebook/groups"), corpus.page("rounds/new"));
    let several = "A heron on the roof so that we find, and let people bring their dog";
    for (form, more) in [(&groups, [("code", &one), ("code", &other)]), (&rounds, [("coder", &olive), ("by", &olive)])]
    {
        let fields = |name: &'static str| {
            let more = more.iter().map(|(field, value)| (*field, value.as_str()));
            [("name", name), ("kind", "together"), ("seed", "7")].into_iter().chain(more).collect::<Vec<_>>()
        };
        let back = owner.post_only(form, &fields(several)).await.location().unwrap();
        let refused = plain(&owner.get(&back).await);
        assert!(refused.contains("These words come from more than one person."), "{refused}");
        owner.post(form, &fields("A heron on the roof")).await;
    }
    let pages = [groups, corpus.page("rounds")];
    for page in &pages {
        let named = plain(&owner.get(page).await);
        assert!(named.contains("A heron on the roof"), "{named}");
    }
    corpus.withdraw(&response).await;
    for page in &pages {
        let after = plain(&owner.get(page).await);
        assert!(!after.contains("heron") && after.contains("(a name whose words were taken back)"), "{after}");
    }
}
