//! A release in two languages, and on a phone.

use axum::http::StatusCode;
use server::access::Role;

use crate::office::keys;
use crate::shore::{Shore, approve, word};
use crate::{names, reader};

#[tokio::test(flavor = "multi_thread")]
async fn a_release_in_two_languages_is_a_page_and_files_in_each() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let second = [("title-2", "Calma en la orilla"), ("lead-2", "La oficina quería saber."), ("lead", "To know.")];
    let page = shore.prepare_in("en es", "Calm at the shore", &[0, 1], &second).await;
    assert!(page.says("lang=\"es\"") && page.says("Más personas dicen que sí."), "{}", page.body);
    let bare = shore.prepare_in("en es", "Calm at the shore", &[0, 1], &second[1..]).await;
    assert!(bare.says("Nothing was typed for the page in") && !page.says("Nothing was typed"), "{}", bare.body);
    for draft in [&page, &bare] {
        assert_eq!(draft.body.matches("Change what is chosen").count(), 1, "{}", draft.body);
    }
    let choice = shore.office.owner.get(&format!("{}/choice", page.address)).await;
    assert!(choice.chosen("en es") && choice.says("Calma en la orilla"), "{}", choice.body);
    let lacks = "<p class=\"notice\">It has no words in Spanish: on a page in Spanish, its title, questions and answers \
                 stand in English.";
    assert!(choice.says(lacks) && !choice.says("no words in English"), "{}", choice.body);
    assert!(choice.says("Names of waves, sites and codes are used as they were typed"), "{}", choice.body);
    shore.office.owner.post(&format!("{}/propose", page.address), &[]).await;
    let word = word(&approve(&mut cora, &page.address).await);
    let mut public = reader(&shore);
    let (english, spanish) = (public.get(&format!("/r/{word}")).await, public.get(&format!("/r/{word}/es")).await);
    assert_eq!(spanish.status, StatusCode::OK);
    assert!(english.says("More people say yes.") && !english.says("Calma en la orilla"), "{}", english.body);
    assert!(spanish.says("<html lang=\"es\"") && spanish.says("Más personas dicen que sí."), "{}", spanish.body);
    assert!(spanish.says("<h1>Calma en la orilla") && spanish.says("La oficina quería saber."), "{}", spanish.body);
    assert!(english.says(&format!("href=\"/r/{word}/es\"")) && spanish.says(&format!("href=\"/r/{word}\"")));
    let (first, second) = (names(&english.body, &word), names(&spanish.body, &word));
    for name in ["report.docx", "report.pdf", "tables.xlsx", "data.csv", "dictionary.csv", "data.json", "funder.docx"] {
        assert!(first.iter().any(|file| file == name), "{name} of {first:?}");
        assert!(second.iter().any(|file| *file == format!("es-{name}")), "es-{name} of {second:?}");
    }
    let place = |words: &str| english.body.find(words).expect(words);
    let interval = "Change, in points: 95\u{a0}% interval";
    assert!(place("In one sentence") < place(interval), "a phone shows the sentence first");
    assert!(english.says("Share of people who say yes: ") && english.says(interval));
    let footer = spanish.body.split("<footer>").nth(1).expect("a footer");
    assert!(footer.starts_with("<p lang=\"en\">"), "the owner of the words has none in Spanish: {footer}");
    let numbers = |body: &str| body.matches("<td").count();
    assert_eq!(numbers(&english.body), numbers(&spanish.body), "as many cells in both");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_for_the_first_page_alone_says_on_the_second_which_language_it_is_in() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let typed = [("lead", "To know.\n\nAnd to tell."), ("themes", "Keys matter."), ("themes-2", "Las llaves.")];
    let page = shore.prepare_in("en es", "Calm at the shore", &[0, 1], &typed).await;
    shore.office.owner.post(&format!("{}/propose", page.address), &[]).await;
    let word = word(&approve(&mut cora, &page.address).await);
    let mut public = reader(&shore);
    let spanish = public.get(&format!("/r/{word}/es")).await;
    /// The start of the element that has these words.
    fn element<'a>(page: &'a str, words: &str) -> &'a str {
        let before = page.split(words).next().expect("a part");
        assert!(before.len() < page.len(), "{words}: {page}");
        &before[before.rfind('<').expect("an element")..]
    }
    // The title once in the head, once on the page.
    let on_page = spanish.body.split("<main>").nth(1).expect("the page");
    for english in ["Calm at the shore", "To know.", "And to tell."] {
        let start = element(on_page, english);
        assert!(start.contains("lang=\"en\""), "{english}: {start}");
    }
    assert!(!element(on_page, "Las llaves.").contains("lang="), "control: it is in the language of the page");
    let english = public.get(&format!("/r/{word}")).await;
    let on_page = english.body.split("<main>").nth(1).expect("the page");
    for words in ["Calm at the shore", "To know.", "Keys matter."] {
        assert!(!element(on_page, words).contains("lang="), "control: {words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chart_stands_on_the_page_for_wide_and_for_narrow_screens_and_one_of_them_is_shown() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let word = shore.publish("Calm at the shore", &[0, 1], &mut cora).await;
    let page = reader(&shore).get(&format!("/r/{word}")).await;
    let (wide, narrow) = (page.body.matches("chart-wide").count(), page.body.matches("chart-narrow").count());
    assert!(wide > 0 && wide == narrow, "{wide} and {narrow}");
    let style = reader(&shore).get(&format!("/r/{word}/page.css")).await;
    let rule = "@media screen and (max-width:46rem){.chart-wide{display:none}.chart-narrow{display:block}";
    assert!(style.says(".chart-narrow{display:none}") && style.says(rule), "{}", style.body);
}
