//! All transcripts with their records and how far they are coded and translated.

use std::collections::{HashMap, HashSet};

use axum::response::Html;

use super::{Bench, Shared};
use crate::Result;
use crate::access::Action;
use crate::coding::Of;
use crate::coding::source::Source;
use crate::http::staff::{Around, Member};
use crate::workspace::{Desk, Place};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Transcripts, the newest week first.
    pub sources: Vec<Line>,
    /// Open answers in another language than most.
    pub foreign: usize,
    /// What the person may take back here.
    pub last: Option<super::Last>,
}

/// One transcript.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// What staff call it.
    pub title: String,
    /// What it is: `group`, `interview`, `excerpts`.
    pub kind: String,
    /// Its week.
    pub week: String,
    /// Its wave.
    pub wave: String,
    /// Its site.
    pub site: String,
    /// The language of what was said.
    pub language: String,
    /// How many turns.
    pub turns: usize,
    /// How many of them carry a code that the person may see.
    pub coded: usize,
    /// How many of them are translated.
    pub translated: usize,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let view = view(&bench);
    Ok(Html(state.staff_pages.sources(&around, &view)))
}

fn view(bench: &Bench) -> View {
    let desk = bench.workspace.read();
    let seen = desk.seen_by(&bench.member.person.id);
    let mut coded: HashMap<&str, HashSet<u32>> = HashMap::new();
    for passage in seen.codings().map(|coded| &coded.passage) {
        // A turn counts once, whether its words or their translation were coded.
        if let Of::Turn { source, turn } = &passage.of {
            coded.entry(source).or_default().insert(*turn);
        }
    }
    let count = |id: &str| coded.get(id).map_or(0, HashSet::len);
    let mut sources: Vec<Line> = desk.sources.iter().map(|(id, source)| line(&desk, id, source, count(id))).collect();
    sources.sort_by(|one, other| (&other.week, &one.title).cmp(&(&one.week, &other.title)));
    View {
        member: bench.member.clone(),
        sources,
        foreign: super::answers::foreign(&desk).count(),
        last: super::last(&desk, &bench.member.person.id),
    }
}

fn line(desk: &Desk, id: &str, source: &Source, coded: usize) -> Line {
    let about = desk.passages.from(&Place::Source(id.to_owned())).first().map(|passage| &passage.about);
    Line {
        id: id.to_owned(),
        title: source.title.clone(),
        kind: source.kind.clone(),
        week: source.week.clone(),
        wave: about.map(|about| about.wave_name.clone()).unwrap_or_default(),
        site: about.map(|about| about.site_name.clone()).unwrap_or_default(),
        language: source.language.clone(),
        turns: source.turns.len(),
        coded,
        translated: desk.coding.translations.keys().filter(|passage| passage.source() == Some(id)).count(),
    }
}
