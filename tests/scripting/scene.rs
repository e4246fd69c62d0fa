//! A study in which every stored string is a payload: what lies in clear, what is sealed, and what files brought.

use server::chance;
use server::coding::codebook::Origin;
use server::coding::event::On;
use server::coding::source::{Consent, Source, Turn};
use server::coding::{Act, Draft, Part, PassageId};
use server::store::{arrival, sql};
use server::workspace::{Work, Write};

use crate::harm::payloads;
use crate::platform::{Answered, Browser, Open, PASSPHRASE, Platform, Scene};

/// Fields of a form.
type Fields<'a> = &'a [(&'a str, String)];

/// Payloads one after the other, from the first again after the last.
pub struct Harm(std::iter::Cycle<std::vec::IntoIter<String>>);

impl Harm {
    fn new() -> Self {
        Self(payloads().into_iter().cycle())
    }

    /// The next.
    pub fn more(&mut self) -> String {
        self.0.next().expect("there are some")
    }
}

/// The study and its owner, signed in, the study unlocked.
pub struct Study {
    /// Where it is.
    pub platform: Platform,
    /// The owner's browser without script.
    pub owner: Browser,
    /// More payloads.
    pub harm: Harm,
    /// Ids of codes.
    pub codes: Vec<String>,
    /// Where a payload must be seen that goes out or is on its way, by the path of the page.
    pub told: Vec<(String, String)>,
    /// The public address of a release.
    pub public: String,
}

/// A text as TOML holds it between quotes.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    text.replace('\n', "\\n").replace('\t', "\\t")
}

/// An instrument whose every English text begins with a payload.
fn instrument(harm: &mut Harm) -> String {
    let source = include_str!("../fixtures/every_kind.toml").replace("limit = 20\n", "limit = 200\n");
    let mut parts = source.split(" en = \"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| format!("{all} en = \"{} {part}", quoted(&harm.more())))
}

/// What lies in clear in the database. `$1` is a payload, `$2` the study, `$3` the owner.
const IN_CLEAR: &[&str] = &[
    "update studies set name = $1 where id = $2 and $3 = $3",
    "update sites set name = $1 where study_id = $2 and $3 = $3",
    "update waves set name = $1 where study_id = $2 and $3 = $3",
    "update people set name = $1 where $2 = $2 and id = $3",
    "insert into organisations (id, study_id, name) select '00000000000000000000000000000001', $2, $1 where $3 = $3",
    "insert into imports (id, study_id, instrument_id, file_hash, rows, imported_on, undone, file) \
     select '00000000000000000000000000000002', $2, id, x'00', 1, '2026-01-01', false, $1 from instruments where $3 = $3",
    "insert into invitations (code_hash, id, study_id, role, for_whom, expires_on) \
     select x'00', '00000000000000000000000000000003', $2, 'coordinator', $1, '2099-01-01' where $3 = $3",
    "insert into help_lines (id, study_id, position, name, call, message, checked_on) \
     select '00000000000000000000000000000004', $2, 1, json_object('en', $1), $1, $1, '2026-01-01' where $3 = $3",
];

impl Study {
    /// Fills it.
    pub async fn begin() -> Self {
        let mut harm = Harm::new();
        let scene = Scene { toml: instrument(&mut harm), ..Scene::default() };
        let (platform, open) = Platform::with(scene).await;
        for _ in 0..6 {
            answer(&platform, &open, &mut harm).await;
        }
        arrival::move_all_ready(&platform.state.store).await.expect("they arrive");
        let mut owner = platform.signed_in().await;
        let unlock = format!("/studies/{}/unlock", platform.study.id);
        owner.post(&unlock, &[("passphrase", PASSPHRASE)]).await;
        let (codes, told, public) = (Vec::new(), Vec::new(), String::new());
        let mut study = Self { platform, owner, harm, codes, told, public };
        study.say_in_clear().await;
        study.bring().await;
        study.code().await;
        study.go_outward().await;
        study
    }

    /// The address of one of its pages.
    pub fn page(&self, rest: &str) -> String {
        format!("/studies/{}/{rest}", self.platform.study.id)
    }

    async fn say_in_clear(&mut self) {
        for statement in IN_CLEAR {
            let change = sql::query(*statement).bind(self.harm.more());
            let change = change.bind(&self.platform.study.id).bind(&self.platform.owner.id);
            let done = change.execute(&self.platform.state.store.pool).await.expect("changed");
            assert!(done.rows_affected() > 0, "{statement}");
        }
    }

    /// The owner does something.
    pub async fn act(&self, work: impl Into<Work>) {
        self.act_as(&self.platform.owner.id, work).await;
    }

    /// Somebody does.
    pub async fn act_as(&self, person: &str, work: impl Into<Work>) {
        let at = &self.platform;
        let done = at.state.workspaces.act(&at.state.store, &at.study, &at.keys, person, work).await;
        done.expect("done");
    }

    /// Transcripts that say every payload there is, each on one page.
    async fn bring(&mut self) {
        for (number, said) in payloads().chunks(80).enumerate() {
            let mut turns = Vec::new();
            for text in said {
                turns.push(Turn { speaker: self.harm.more(), text: text.clone(), ..Turn::default() });
            }
            let source = Source {
                format: 1,
                title: self.harm.more(),
                kind: "group".into(),
                language: "en".into(),
                attributes: vec![(self.harm.more(), self.harm.more())],
                consent: Consent::Quoted,
                turns,
                ..Source::default()
            };
            let id = format!("g{number}");
            let draft = Draft::of(Act::Bring { source: id.clone() });
            self.act(Work { draft, writes: vec![Write::Source(id, source)], audit: None }).await;
        }
    }

    /// Codes with all their words, codings, notes on everything, a group of codes and a kept search.
    async fn code(&mut self) {
        let mut codes = Vec::new();
        for number in 0..6 {
            let mut draft = Draft::default();
            let (code, coding, passage) = (chance::id(), chance::id(), PassageId::turn("g0", number));
            let name = draft.say(&self.harm.more());
            let (parent, origin) = (codes.first().cloned(), Origin::Emerged);
            draft.acts.push(Act::MakeCode { code: code.clone(), parent, name, origin, colour: 1 });
            for part in [Part::Definition, Part::Include, Part::Exclude, Part::Example] {
                let text = Some(draft.say(&self.harm.more()));
                draft.acts.push(Act::Word { code: code.clone(), part, text });
            }
            let (round, coder) = (None, None);
            let whole = Act::Code {
                coding: coding.clone(),
                passage: passage.clone(),
                span: None,
                code: code.clone(),
                round,
                coder,
            };
            draft.acts.push(whole);
            for on in
                [On::Study, On::Code(code.clone()), On::Coding(coding), On::Passage(passage), On::Source("g0".into())]
            {
                let text = Some(draft.say(&self.harm.more()));
                draft.acts.push(Act::Memo { memo: chance::id(), on, text });
            }
            self.act(draft).await;
            codes.push(code);
        }
        self.codes.clone_from(&codes);
        let mut draft = Draft::default();
        let (name, query) = (Some(draft.say(&self.harm.more())), Some(draft.say(&self.harm.more())));
        let codes = codes.split_off(4);
        draft.acts.push(Act::Group { group: chance::id(), name, codes, exclusive: false });
        draft.acts.push(Act::Search { search: chance::id(), query });
        self.act(draft).await;
    }

    /// Every import gets a file with a harmful name and harmful contents; what the pages say of it.
    pub async fn import(&mut self) -> Vec<Answered> {
        let instruments = server::store::instruments::all(&self.platform.state.store, &self.platform.study.id).await;
        let instrument = instruments.expect("instruments").remove(0).id;
        let (one, two) = (self.harm.more(), self.harm.more().replace('\n', " "));
        let rows = format!("\"{}\",role\n\"{}\",manager\n", one.replace('"', "\"\""), two.replace('"', "\"\""));
        let captions = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n<v {two}>{two}</v>\n\n00:x --> {two}\n{two}\n");
        let project =
            format!("<Project name=\"a\"><CodeBook><Codes><Code name=\"{}\"/>", two.replace(['"', '<', '&'], "&lt;"));
        let columns = [
            ("instrument", instrument),
            ("wave", self.harm.more()),
            ("site", self.harm.more()),
            ("map", String::new()),
        ];
        let files: [(&str, &str, Fields, Vec<u8>); 7] = [
            ("import", "csv", &columns, rows.clone().into_bytes()),
            ("import", "csv", &columns, b"\xff\xff\"".to_vec()),
            ("coding/sources/bring", "vtt", &[], captions.into_bytes()),
            ("coding/sources/bring", "docx", &[], b"PK\x03\x04".to_vec()),
            ("coding/sources/bring", "csv", &[], rows.into_bytes()),
            ("coding/exchange/in", "qde", &[], project.into_bytes()),
            ("coding/exchange/in", "qdpx", &[], b"PK\x03\x04 broken".to_vec()),
        ];
        let mut said = Vec::new();
        for (rest, ending, fields, bytes) in files {
            let name = format!("{}.{ending}", self.harm.more());
            let address = self.page(rest);
            said.push(upload(&mut self.owner, &address, fields, &name, &bytes).await);
        }
        said
    }
}

/// A form with a file, its name written as browsers write it.
async fn upload(owner: &mut Browser, address: &str, fields: &[(&str, String)], name: &str, bytes: &[u8]) -> Answered {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    let name = name.replace('"', "%22").replace('\n', "%0A");
    let head = format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend(head.bytes());
    body.extend(bytes);
    body.extend(b"\r\n--b--\r\n");
    let sent = owner.post_raw(address, "multipart/form-data; boundary=b", body).await;
    match sent.location() {
        Some(next) if next.starts_with('/') => owner.get(&next).await,
        _ => sent,
    }
}

/// Somebody answers with payloads wherever words can be written.
async fn answer(platform: &Platform, open: &Open, harm: &mut Harm) {
    let mut browser = platform.respondent();
    // The same words lie in clear in names and questions here.
    browser.canaries = None;
    let (one, two) = (harm.more().replace(['\n', '\t'], " "), harm.more().replace(['\n', '\t'], " "));
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    browser.post("/s/1", &[("role", "manager")]).await;
    browser.post("/s/2", &[]).await;
    browser.post("/s/3", &[("story", &one), ("nickname", &two)]).await;
    let review = browser.post("/s/4", &[]).await;
    assert!(!crate::harm::is_raw(&review.body), "{}", review.body);
    let thanked = browser.post(&review.address, &[("_go", "send")]).await;
    assert!(thanked.says("Thank you"), "{}", thanked.body);
}
