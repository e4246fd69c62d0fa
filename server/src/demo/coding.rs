//! Researchers at work in the demo: a codebook that grows, two groups, codings by two people, a round that is revealed
//! and one that is open, notes. All of it goes through [`Workspaces::act`](crate::workspace::Workspaces::act), as real
//! work does.

use std::collections::HashMap;
use std::sync::Arc;

use super::codes::CODES;
use super::marked::Marked;
use super::{groups, words};
use crate::coding::codebook::{Origin, Part};
use crate::coding::event::{Id, On};
use crate::coding::round::{Drawn, How, deal};
use crate::coding::source::Consent;
use crate::coding::{Act, Draft, PassageId, Span};
use crate::http::State;
use crate::store::accounts::Person;
use crate::store::grants::StudyKeys;
use crate::store::studies::Study;
use crate::workspace::{Work, Write};
use crate::{Error, Result, chance};

/// What the groups need to know of the study.
pub struct Around<'a> {
    /// Ids of the two waves.
    pub waves: [&'a str; 2],
    /// Ids of the sites.
    pub sites: Vec<&'a str>,
    /// Id of the discussion guide.
    pub guide: &'a str,
}

/// Where the work is done.
pub struct Team<'a> {
    state: &'a Arc<State>,
    study: &'a Study,
    keys: &'a StudyKeys,
    ana: &'a Person,
    ravi: &'a Person,
    /// Codes by their mark.
    codes: HashMap<&'static str, Id>,
    /// What each coding of the code that is split will be.
    rules: Vec<(Id, &'static str)>,
}

/// A passage with what is in it.
type Found = (PassageId, Vec<(Span, &'static str)>);

impl<'a> Team<'a> {
    /// Two people in a study.
    pub fn new(
        state: &'a Arc<State>,
        study: &'a Study,
        keys: &'a StudyKeys,
        ana: &'a Person,
        ravi: &'a Person,
    ) -> Self {
        Self { state, study, keys, ana, ravi, codes: HashMap::new(), rules: Vec::new() }
    }

    /// Does it all, then locks.
    pub async fn work(mut self, around: Around<'_>) -> Result<()> {
        self.begin_codebook().await?;
        let [midtown, upriver] = self.bring(around).await?;
        let (first, second) = (self.answers(0, false).await?, self.answers(1, true).await?);
        let round = self.draw("First twenty answers", first.clone(), 20).await?;
        self.code_round(&round, &first).await?;
        for found in first.iter().filter(|(id, _)| !round.given[&self.ana.id].contains(id)) {
            self.code(self.ana, found, None).await?;
        }
        for found in &midtown {
            self.code(self.ravi, found, None).await?;
        }
        self.grow_codebook().await?;
        for found in &upriver {
            self.code(self.ana, found, None).await?;
        }
        let open = self.draw("Second wave, a first look", second.clone(), 10).await?;
        for found in second.iter().filter(|(id, _)| open.given[&self.ana.id].contains(id)) {
            self.code(self.ana, found, Some(&open.round)).await?;
        }
        self.act(self.ana, Act::Submit { round: open.round }).await?;
        for found in second.iter().filter(|(id, _)| !open.given[&self.ana.id].contains(id)) {
            self.code(self.ana, found, None).await?;
        }
        self.note(&midtown).await?;
        self.state.workspaces.wipe(&self.study.id);
        Ok(())
    }

    async fn act(&self, person: &Person, work: impl Into<Work>) -> Result<i64> {
        self.state.workspaces.act(&self.state.store, self.study, self.keys, &person.id, work).await
    }

    async fn begin_codebook(&mut self) -> Result<()> {
        for (colour, begun) in CODES.iter().enumerate() {
            let mut draft = Draft::default();
            let code = make(&mut draft, self.codes.get(begun.above).cloned(), begun.words, begun.origin, colour as u8);
            self.codes.insert(begun.mark, code);
            self.act(self.ana, draft).await?;
        }
        Ok(())
    }

    /// Both groups, one with its translation; gives their marked turns.
    async fn bring(&self, around: Around<'_>) -> Result<[Vec<Found>; 2]> {
        let site = |place: usize| around.sites.get(place).map(|site| (*site).to_owned());
        let told = [
            (groups::midtown(), around.waves[0], site(1), Consent::Quoted),
            (groups::upriver(), around.waves[1], site(0), Consent::QuotedInside),
        ];
        let mut marked = [Vec::new(), Vec::new()];
        for (place, (group, wave, site, consent)) in told.into_iter().enumerate() {
            let id = chance::id();
            let (wave, guide) = (Some(wave.to_owned()), Some(around.guide.to_owned()));
            let source = crate::coding::source::Source { wave, site, guide, consent, ..group.source() };
            let work =
                Work { writes: vec![Write::Source(id.clone(), source)], ..Act::Bring { source: id.clone() }.into() };
            self.act(self.ana, work).await?;
            let translated = group.translation(&id);
            if !translated.acts.is_empty() {
                self.act(self.ana, translated).await?;
            }
            let turns = (0..).zip(group.turns);
            marked[place] = turns.map(|(turn, said)| (PassageId::turn(&id, turn), said.marked.marks)).collect();
        }
        Ok(marked)
    }

    /// The marked answers of a wave that have arrived, in the order of their words: the same in every demo.
    async fn answers(&self, wave: usize, advocates: bool) -> Result<Vec<Found>> {
        let marked: HashMap<String, Marked> = words::written()
            .into_iter()
            .filter(|one| one.wave == wave)
            .map(|one| (one.marked.text.clone(), one.marked))
            .collect();
        let workspace = self.state.workspaces.open(&self.state.store, &self.study.id, self.keys).await?;
        let desk = workspace.read();
        let mut found: Vec<(&str, Found)> = desk
            .passages
            .iter()
            .filter(|passage| advocates || !ADVOCATES.contains(&passage.about.key.as_str()))
            .filter_map(|passage| {
                let marked = marked.get(&passage.text)?;
                Some((passage.text.as_str(), (passage.id.clone(), marked.marks.clone())))
            })
            .collect();
        found.sort_by_key(|(text, _)| *text);
        Ok(found.into_iter().map(|(_, found)| found).collect())
    }

    /// Draws answers, all for both.
    async fn draw(&self, name: &str, from: Vec<Found>, size: usize) -> Result<Drawn> {
        let workspace = self.state.workspaces.open(&self.state.store, &self.study.id, self.keys).await?;
        let version = workspace.read().coding.codebook.version();
        let how = How { seed: 271_828, from: from.len(), size: Some(size), by: None, doubled: 100, version };
        let from: Vec<(PassageId, String)> = from.into_iter().map(|(id, _)| (id, String::new())).collect();
        let given = deal(&from, &[self.ana.id.clone(), self.ravi.id.clone()], &how);
        let mut draft = Draft::default();
        let drawn = Drawn { round: chance::id(), name: draft.say(name), how, given };
        draft.acts.push(Act::Draw(drawn.clone()));
        self.act(self.ana, draft).await?;
        Ok(drawn)
    }

    /// Both code a round, and do not always agree.
    async fn code_round(&mut self, drawn: &Drawn, all: &[Found]) -> Result<()> {
        for person in [self.ana, self.ravi] {
            let given = &drawn.given[&person.id];
            for (number, id) in given.iter().enumerate() {
                let Some((_, marks)) = all.iter().find(|(found, _)| found == id) else { continue };
                let marks = if person.id == self.ravi.id { differently(number, marks) } else { marks.clone() };
                self.code(person, &(id.clone(), marks), Some(&drawn.round)).await?;
            }
            self.act(person, Act::Submit { round: drawn.round.clone() }).await?;
        }
        Ok(())
    }

    /// Codes all that is in a passage, in one event.
    async fn code(&mut self, person: &Person, (passage, marks): &Found, round: Option<&Id>) -> Result<()> {
        let mut draft = Draft::default();
        for (span, mark) in marks {
            let (coding, round) = (chance::id(), round.cloned());
            let code = match *mark {
                "rules-out" | "rules-clear" if !self.codes.contains_key(mark) => {
                    self.rules.push((coding.clone(), mark));
                    self.codes["rules"].clone()
                }
                _ => self.codes.get(mark).cloned().ok_or(Error::NotFound)?,
            };
            let (passage, span) = (passage.clone(), Some(*span));
            draft.acts.push(Act::Code { coding, passage, span, code, round, coder: None });
        }
        if draft.acts.is_empty() { Ok(()) } else { self.act(person, draft).await.map(drop) }
    }

    /// What two months of reading did to the codebook.
    async fn grow_codebook(&mut self) -> Result<()> {
        let code = |mark: &str| self.codes[mark].clone();
        self.act(self.ravi, Act::Merge { code: code("pets"), into: code("rules") }).await?;
        let (mut draft, above) = (Draft::default(), Some(code("access")));
        let keeps_out = make(&mut draft, above.clone(), KEEP_OUT, Origin::Emerged, 7);
        let told = make(&mut draft, above, TOLD, Origin::Emerged, 8);
        self.act(self.ana, draft).await?;
        let dealt = self.rules.drain(..).map(|(coding, mark)| {
            let to = if mark == "rules-out" { &keeps_out } else { &told };
            (coding, to.clone())
        });
        let (old, into) = (self.codes["rules"].clone(), vec![keeps_out.clone(), told.clone()]);
        let split = Act::Split { code: old.clone(), into, codings: dealt.collect() };
        self.act(self.ana, Draft { acts: vec![split, Act::Retire { code: old }], texts: Vec::new() }).await?;
        let code = |mark: &str| self.codes[mark].clone();
        self.act(self.ana, Act::Move { code: code("language"), parent: Some(code("access")) }).await?;
        self.act(self.ravi, Act::Retire { code: code("furniture") }).await?;
        let mut draft = Draft::default();
        for (part, words) in STAFF {
            let text = Some(draft.say(words));
            draft.acts.push(Act::Word { code: code("staff"), part: *part, text });
        }
        self.act(self.ana, draft).await?;
        self.codes.extend([("rules-out", keeps_out.clone()), ("rules-clear", told.clone())]);
        let mut draft = Draft::default();
        let name = Some(draft.say("Either in the way or explained"));
        let (group, codes) = (chance::id(), vec![keeps_out, told]);
        draft.acts.push(Act::Group { group, name, codes, exclusive: true });
        let name = Some(draft.say("Money and distance"));
        let (group, codes) = (chance::id(), vec![self.codes["rent"].clone(), self.codes["transport"].clone()]);
        draft.acts.push(Act::Group { group, name, codes, exclusive: false });
        self.act(self.ana, draft).await.map(drop)
    }

    async fn note(&self, turns: &[Found]) -> Result<()> {
        let passage = turns.first().map(|(id, _)| id.clone()).ok_or(Error::NotFound)?;
        let source = passage.source().map(str::to_owned).unwrap_or_default();
        let notes = [
            (self.ana, On::Study, "We read each wave twice: once for what people ask for, once for what they praise."),
            (
                self.ana,
                On::Code(self.codes["staff"].clone()),
                "Night staff come up in every group. Look at shifts apart?",
            ),
            (
                self.ravi,
                On::Code(self.codes["wait"].clone()),
                "In the second wave people praise messages about the wait. That is not less waiting; it is less not knowing.",
            ),
            (self.ravi, On::Source(source), "Lively group; two people knew each other before."),
            (self.ravi, On::Passage(passage), "The moderator offers to pass on questions. Nobody did."),
        ];
        for (person, on, words) in notes {
            let mut draft = Draft::default();
            let text = Some(draft.say(words));
            draft.acts.push(Act::Memo { memo: chance::id(), on, text });
            self.act(person, draft).await?;
        }
        Ok(())
    }
}

/// Questions whose answers are left to be coded.
const ADVOCATES: &[&str] = &["words_difficult", "words_resource", "words_policy"];

const KEEP_OUT: &[(Part, &str)] = &[
    (Part::Name, "Rules that keep people out"),
    (Part::Definition, "A rule because of which somebody did not come, could not stay, or lost something for it."),
    (Part::Include, "Curfews, ages, papers, pets, limits of days."),
    (Part::Exclude, "A rule that is only disliked."),
    (Part::Example, "A curfew of eight in the evening costs people their jobs."),
];

const TOLD: &[(Part, &str)] = &[
    (Part::Name, "Rules told at the start"),
    (Part::Definition, "How people learn what the rules are, or find out later."),
    (Part::Include, "Welcome sheets, binders, surprises."),
];

const STAFF: &[(Part, &str)] = &[
    (Part::Name, "Staff who listen"),
    (Part::Definition, "How the people who work there listen, stay, remember; or do not."),
    (Part::Include, "Also when somebody says that staff did not."),
    (Part::Exclude, "How many staff there are."),
];

/// Makes a code with all its words.
fn make(draft: &mut Draft, parent: Option<Id>, said: &[(Part, &str)], origin: Origin, colour: u8) -> Id {
    let code = chance::id();
    for (part, words) in said {
        let text = draft.say(words);
        draft.acts.push(match part {
            Part::Name => {
                Act::MakeCode { code: code.clone(), parent: parent.clone(), name: text, origin, colour: colour % 12 }
            }
            _ => Act::Word { code: code.clone(), part: *part, text: Some(text) },
        });
    }
    code
}

/// What a second reader sees: now and then something is missed, or taken for its neighbour.
fn differently(number: usize, marks: &[(Span, &'static str)]) -> Vec<(Span, &'static str)> {
    let seen = marks.iter().skip(usize::from(number % 7 == 3));
    seen.map(|(span, mark)| match *mark {
        "wait" if number.is_multiple_of(2) => (*span, "together"),
        "choice" if number.is_multiple_of(3) => (*span, "staff"),
        _ => (*span, *mark),
    })
    .collect()
}
