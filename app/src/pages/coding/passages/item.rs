//! One passage, or a portion of a long one: what is known about it, its words with what is coded in them, its forms.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::passages::{Body, Item, Tools};
use server::workspace::About;

use super::labels::Labels;
use super::{forms, marks, words};
use crate::language::Language;
use crate::pages::coding::called;

/// What all passages of a page share.
pub(super) struct Sheet<'a> {
    pub words: &'a Language,
    pub labels: &'a Labels,
    pub tools: &'a Tools,
    /// What stands around the page; none when only pieces of it are drawn.
    pub around: Option<&'a Around>,
    /// Where the coding pages are.
    pub base: &'a str,
    /// Whether this is the list of a round, where turns stand without those around them.
    pub in_round: bool,
}

impl Sheet<'_> {
    /// A passage, under a heading of its own where it begins something else than the one before.
    pub fn item(&self, item: &Item) -> impl IntoView + use<> {
        let id = item.bodies.first().map(|body| body.id.clone()).unwrap_or_default();
        let heading = format!("{id}-h");
        let labelled = heading.clone();
        let bodies: Vec<_> = item.bodies.iter().map(|body| self.body(body)).collect();
        let waits = item.waits_in.as_ref().map(|(round, name)| {
            let passage = item.bodies.first().map(|body| body.passage.to_string()).unwrap_or_default();
            let address = format!("{}/passages?round={round}&at={passage}#{id}", self.base);
            let said = self.words.with("passage-waits", &[("round", called(self.words, name))]);
            view! { <p class="hint"><a href=address>{said}</a></p> }
        });
        let alone = item.bodies.first().filter(|_| self.in_round && item.about.is_turn);
        let beside = alone.map(|body| {
            let address = format!("{}/passages?at={}", self.base, body.passage);
            view! { <p class="hint"><a href=address>{self.words.say("round-beside")}</a></p> }
        });
        view! {
            {item.heads.then(|| self.head(&item.about))}
            <article class="passage" id=id tabindex="-1" aria-labelledby=labelled>
                <h3 id=heading>{self.name(item)} " " <small>{facts(self.words, item)}</small></h3>
                {waits}
                {beside}
                {bodies}
            </article>
        }
    }

    /// The question, or the transcript.
    fn head(&self, about: &About) -> impl IntoView + use<> {
        let text = |text: &instruments::Text| text.get(&self.words.0).to_owned();
        let title = text(&about.title);
        let (main, rest) = if about.is_turn { (title, String::new()) } else { (text(&about.question), title) };
        let site = if about.is_turn { about.site_name.clone() } else { String::new() };
        let attributes = about.attributes.iter().map(|(name, value)| format!("{name}: {value}"));
        let facts = [rest, about.wave_name.clone(), site].into_iter().chain(attributes);
        let facts: Vec<String> = facts.filter(|fact| !fact.is_empty()).collect();
        view! { <div class="head"><h2>{main}</h2> <p class="hint">{facts.join(" · ")}</p></div> }
    }

    /// Its number and who speaks.
    fn name(&self, item: &Item) -> String {
        let number = ("number", item.number.to_string());
        let (portion, portions) = item.bodies.first().map_or((0, 1), |body| body.portion);
        let speaker = ("speaker", item.about.speaker.clone());
        let name = match (item.about.is_turn, item.about.leads) {
            (false, _) => self.words.with("passage-answer", &[number]),
            (true, false) => self.words.with("passage-turn", &[number, speaker]),
            (true, true) => self.words.with("passage-turn-leads", &[number, speaker]),
        };
        if portions < 2 {
            return name;
        }
        let values = [("number", (portion + 1).to_string()), ("of", portions.to_string())];
        format!("{name}, {}", self.words.with("passage-portion", &values))
    }

    /// Words, what is coded in them, and forms: what is drawn anew when something changes.
    pub fn body(&self, body: &Body) -> impl IntoView + use<> {
        let id = &body.id;
        let open = self.tools.open && body.open;
        let translation = body.passage.translated.then(|| {
            let language = language(self.words, &body.language);
            view! { <p class="hint">{self.labels.translation.clone()} " (" {language} ")"</p> }
        });
        let address = format!("{}/passages/kept", self.base);
        let kept: Vec<_> = body.kept.iter().map(|kept| forms::kept(self.words, self.labels, &address, kept)).collect();
        let class = format!("words d{}", words::depth(body).min(4));
        let (before, after) = body.excerpt.unwrap_or_default();
        let cut = |there: bool| there.then_some("…");
        let more = body.excerpt.map(|_| {
            let point = body.point + body.marks.first().and_then(|mark| mark.span).map_or(0, |span| span.start);
            let address = format!("{}/passages?at={}&point={point}", self.base, body.passage);
            view! { <p class="hint"><a href=address>{self.words.say("passage-whole-link")}</a></p> }
        });
        let tools = open.then(|| forms::tools(self, body));
        view! {
            <div class="body" id=format!("b-{id}")>
                {translation}
                {kept}
                <div class="column">
                    {cut(before)}
                    <p
                        class=class
                        id=format!("w-{id}")
                        dir="auto"
                        lang=body.language.clone()
                        data-passage=body.passage.to_string()
                        data-units=body.units.to_string()
                        inner_html=words::html(body)
                    ></p>
                    {cut(after)}
                    {more}
                    {marks::notes(self.words, body)}
                    {tools}
                </div>
                {marks::chips(self.words, self.labels, self.base, &self.tools.act, body)}
            </div>
        }
    }
}

/// Where and in which language, beside the number.
fn facts(words: &Language, item: &Item) -> String {
    let about = &item.about;
    let site = if about.is_turn { "" } else { about.site_name.as_str() };
    let language = if about.language == *words.0 { String::new() } else { language(words, &about.language) };
    [site, language.as_str()].into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What a language is called; its tag where we have no word.
pub(super) fn language(words: &Language, tag: &str) -> String {
    let key = format!("language-{tag}");
    let said = words.say(&key);
    if said == key { tag.to_owned() } else { said }
}
