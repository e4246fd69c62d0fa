//! How fast coding is, printed: `cargo run --release -p app --example coding`. The work of a peer's measurement: 200
//! documents of 206,000 words, 20 codes, 2,000 highlights of 60 to 400 characters, from a fixed seed; then a transcript
//! of 300,000 characters, as turns and as one passage. Requests go through the staff plane as it is served, without a
//! network; each figure is the processor time of the whole process. Figures, not verdicts: the aims stand beside them.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use server::chance::{self, Seeded};
use server::coding::codebook::Origin;
use server::coding::source::{FORMAT, Source, Turn};
use server::coding::{Act, Draft, PassageId};
use server::http::{self, State};
use server::seal::PrivateKey;
use server::seal::keys::PersonKeys;
use server::settings::Planes;
use server::store::accounts;
use server::store::grants::StudyKeys;
use server::store::sessions::{self, Unlocked};
use server::store::studies::{self, Study};
use server::workspace::{Work, Write};
use server::{Result, Settings};

const DOCUMENTS: usize = 200;
const WORDS: usize = 1_030;
const CODES: usize = 20;
const HIGHLIGHTS: usize = 2_000;
const TRANSCRIPT: usize = 300_000;
/// Requests of one kind that are measured.
const TIMES: usize = 200;

/// Invented syllables: words of two or three of them.
const SYLLABLES: &[&str] =
    &["ra", "ti", "mo", "len", "sha", "ve", "kor", "ni", "pu", "dal", "es", "wi", "tor", "ga", "ly"];

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("tidemark-coding-{}", chance::id()));
    std::fs::create_dir_all(&folder).map_err(|error| server::Error::internal("a folder", error))?;
    let measured = measure(&folder).await;
    let _ = std::fs::remove_dir_all(&folder);
    measured
}

async fn measure(folder: &std::path::Path) -> Result<()> {
    let desk = Desk::open(folder).await?;
    let mut random = Seeded::new(20_261_127);
    let documents: Vec<String> = (0..DOCUMENTS).map(|_| words(&mut random, WORDS)).collect();
    let source = desk.bring(documents.iter().map(|text| turn(text)).collect()).await?;
    let count: usize = documents.iter().map(|text| text.split(' ').count()).sum();
    println!("{DOCUMENTS} documents, {count} words, {CODES} codes");
    let codes = desk.codes().await?;
    let adding = Cpu::begin();
    for number in 0..HIGHLIGHTS {
        let document = random.below(DOCUMENTS as u64) as usize;
        let code = &codes[number % CODES];
        desk.code(&PassageId::turn(&source, document as u32), documents[document].len(), code, &mut random).await?;
    }
    adding.told(&format!("add a coding, {HIGHLIGHTS} of them"), HIGHLIGHTS, Some((2.0, 12.6)));
    let excerpts = desk.page(&format!("passages?code={}&show=excerpts", codes[0]));
    desk.read("list 50 excerpts of a code", &excerpts, Some((3.0, 38.4))).await?;
    desk.read("list the passages of a code", &desk.page(&format!("passages?code={}", codes[0])), None).await?;
    desk.read("list everything, first page", &desk.page("passages"), Some((3.0, 31.5))).await?;
    desk.read("list what is not coded yet", &desk.page("passages?coded=no"), None).await?;
    desk.export().await?;
    desk.unlock_again().await?;
    let text = words(&mut random, TRANSCRIPT / 6);
    let turns: Vec<Turn> = text.as_bytes().chunks(600).map(|part| turn(&String::from_utf8_lossy(part))).collect();
    println!("a transcript of {} characters in {} turns", text.len(), turns.len());
    let (last, length) = (turns.len() - 1, 600);
    let in_turns = desk.bring(turns).await?;
    let adding = Cpu::begin();
    for number in 0..TIMES {
        let turn = random.below(last as u64) as u32;
        desk.code(&PassageId::turn(&in_turns, turn), length, &codes[number % CODES], &mut random).await?;
    }
    adding.told("add a coding in its turns", TIMES, Some((2.0, 29.3)));
    desk.read("open its first page", &desk.page(&format!("passages?from={in_turns}")), None).await?;
    let as_one = desk.bring(vec![turn(&text)]).await?;
    let adding = Cpu::begin();
    for number in 0..TIMES {
        desk.code(&PassageId::turn(&as_one, 0), text.len(), &codes[number % CODES], &mut random).await?;
    }
    adding.told("add a coding in one passage of all of it", TIMES, Some((2.0, 29.3)));
    desk.read("open its first page", &desk.page(&format!("passages?from={as_one}")), None).await?;
    desk.undo().await
}

/// A study whose owner is signed in, and the plane that serves it.
struct Desk {
    state: Arc<State>,
    study: Study,
    keys: StudyKeys,
    owner: accounts::Person,
    plane: Router,
    cookie: String,
}

impl Desk {
    async fn open(folder: &std::path::Path) -> Result<Self> {
        http::assets::provide(app::assets::ASSETS);
        let pages =
            http::Pages { respond: Arc::new(app::respond::RespondPages), staff: Arc::new(app::pages::StaffPages) };
        let state = State::open(settings(folder), pages).await?;
        let mut to = state.store.write().await?;
        let nobody =
            PersonKeys { public: PrivateKey::new().public(), wrapped_private: Vec::new(), sign_in_hash: String::new() };
        let owner = accounts::make(&mut to, "Owner", &nobody, true).await?;
        let (study, keys) = studies::make(&mut to, "Study", "UTC", &owner, &PrivateKey::new().public()).await?;
        let token = sessions::start(&mut to, &owner.id, &Unlocked::from([(study.id.clone(), keys.clone())])).await?;
        to.commit().await?;
        let (plane, cookie) = (http::staff_plane(&state), format!("t={}", token.to_text()));
        Ok(Self { state, study, keys, owner, plane, cookie })
    }

    async fn act(&self, work: impl Into<Work>) -> Result<i64> {
        let state = &self.state;
        state.workspaces.act(&state.store, &self.study, &self.keys, &self.owner.id, work).await
    }

    async fn bring(&self, turns: Vec<Turn>) -> Result<String> {
        let id = chance::id();
        let source =
            Source { format: FORMAT, title: "Group".into(), language: "en".into(), turns, ..Source::default() };
        let mut work = Work::from(Act::Bring { source: id.clone() });
        work.writes.push(Write::Source(id.clone(), source));
        self.act(work).await?;
        Ok(id)
    }

    async fn codes(&self) -> Result<Vec<String>> {
        let mut draft = Draft::default();
        let mut codes = Vec::new();
        for number in 0..CODES {
            let (code, name) = (chance::id(), draft.say(&format!("Theme {number}")));
            let colour = (number % 12) as u8;
            draft.acts.push(Act::MakeCode {
                code: code.clone(),
                parent: None,
                name,
                origin: Origin::Deductive,
                colour,
            });
            codes.push(code);
        }
        self.act(draft).await?;
        Ok(codes)
    }

    fn page(&self, rest: &str) -> String {
        format!("/studies/{}/coding/{rest}", self.study.id)
    }

    /// Codes 60 to 400 characters somewhere in a passage, as the page's script does.
    async fn code(&self, passage: &PassageId, length: usize, code: &str, random: &mut Seeded) -> Result<()> {
        let size = 60 + random.below(340);
        let from = random.below((length as u64).saturating_sub(size).max(1));
        let body = format!("do=code&passage={passage}&from={from}&to={}&code={code}", (from + size).min(length as u64));
        let (status, told) = self.post(body).await;
        // Two highlights may meet by chance; nothing else may go wrong.
        assert!(status == StatusCode::OK || status == StatusCode::CONFLICT, "{status} {told}");
        Ok(())
    }

    async fn post(&self, body: String) -> (StatusCode, String) {
        let request = Request::post(self.page("passages/act?page=1"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    async fn send(&self, mut request: Request<Body>) -> (StatusCode, String) {
        use tower::ServiceExt;
        request.headers_mut().insert(header::HOST, "127.0.0.1:42001".parse().expect("a host"));
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().expect("a cookie"));
        let response = self.plane.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn read(&self, what: &str, address: &str, aim: Option<(f64, f64)>) -> Result<()> {
        let get = || Request::get(address).body(Body::empty()).expect("a request");
        let (status, page) = self.send(get()).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let items = page.matches("class=\"passage\"").count();
        let reading = Cpu::begin();
        for _ in 0..TIMES {
            self.send(get()).await;
        }
        reading.told(&format!("{what} ({items} on the page, {} kB)", page.len() / 1000), TIMES, aim);
        Ok(())
    }

    /// All excerpts as one CSV file.
    async fn export(&self) -> Result<()> {
        const FILES: usize = 20;
        let get = || Request::get(self.page("exchange/out/excerpts.csv")).body(Body::empty()).expect("a request");
        let (status, file) = self.send(get()).await;
        assert_eq!(status, StatusCode::OK, "{file}");
        let writing = Cpu::begin();
        for _ in 0..FILES {
            self.send(get()).await;
        }
        let what = format!("CSV of {} excerpts ({} kB)", file.lines().count() - 1, file.len() / 1000);
        writing.told(&what, FILES, Some((50.0, 1_090.0)));
        Ok(())
    }

    /// What unlocking costs: words opened, the whole log folded anew.
    async fn unlock_again(&self) -> Result<()> {
        self.state.workspaces.wipe(&self.study.id);
        let opening = Cpu::begin();
        let workspace = self.state.workspaces.open(&self.state.store, &self.study.id, &self.keys).await?;
        let events = workspace.read().coding.head();
        opening.told(&format!("unlock, with a log of {events} events"), 1, None);
        Ok(())
    }

    async fn undo(&self) -> Result<()> {
        const UNDONE: usize = 20;
        let undoing = Cpu::begin();
        for _ in 0..UNDONE {
            let (status, told) = self.post("do=undo".into()).await;
            assert_eq!(status, StatusCode::OK, "{told}");
        }
        undoing.told("undo a coding", UNDONE, None);
        Ok(())
    }
}

/// Processor time of this process, and the time on the wall.
struct Cpu {
    cpu: f64,
    wall: Instant,
}

impl Cpu {
    fn begin() -> Self {
        Self { cpu: processor(), wall: Instant::now() }
    }

    /// Prints the mean per operation; `aim` holds ours, and what the peer needs.
    fn told(&self, what: &str, times: usize, aim: Option<(f64, f64)>) {
        let each = |seconds: f64| seconds * 1000.0 / times as f64;
        let aim = aim.map(|(aim, peer)| format!(" (aim {aim} ms; Taguette 1.5.2: {peer} ms)")).unwrap_or_default();
        let wall = self.wall.elapsed().as_secs_f64();
        println!("{what}: {:.2} ms of processor, {:.2} ms on the clock{aim}", each(processor() - self.cpu), each(wall));
    }
}

/// Seconds of processor time so far, all threads, by the kernel's count of ticks.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn words(random: &mut Seeded, count: usize) -> String {
    let mut word = || {
        let syllables = 2 + random.below(2);
        (0..syllables).map(|_| SYLLABLES[random.below(SYLLABLES.len() as u64) as usize]).collect::<String>()
    };
    let mut text = String::new();
    for number in 0..count {
        text.push_str(&word());
        text.push_str(if number % 12 == 11 { ". " } else { " " });
    }
    text.trim_end().to_owned()
}

fn turn(text: &str) -> Turn {
    Turn { speaker: "Participant 1".into(), text: text.to_owned(), ..Turn::default() }
}

fn settings(folder: &std::path::Path) -> Settings {
    Settings {
        data: folder.to_owned(),
        respond: ([127, 0, 0, 1], 42000).into(),
        staff: ([127, 0, 0, 1], 42001).into(),
        planes: Planes::Both,
        respond_origin: "http://127.0.0.1:42000".into(),
        staff_origin: "http://127.0.0.1:42001".into(),
        certificate: None,
        acme: None,
        in_three: false,
        database: server::settings::Database::Folder,
        respond_database: None,
    }
}
