//! Two hundred slow lines hang on the respondent plane: headers that come byte by byte, bodies that do, answers that
//! nobody takes. People answer meanwhile, at a person's pace, and notice nothing.

mod lines;
mod platform;
mod program;
mod respondent;

use std::time::{Duration, Instant};

use lines::{Line, Slow, style};
use platform::{Platform, Scene};
use program::Program;
use respondent::{Respondent, fill, form};
use tokio::task::JoinSet;
use tokio::time::sleep;

/// How many people answer at once, and how long each looks at a page.
const PEOPLE: usize = 8;
const PACE: Duration = Duration::from_millis(200);

/// What a page may take: at the 99th percentile where the machine is ours alone, at the middle where others use it, too.
const AIM: Duration = Duration::from_millis(500);

/// People answer at their pace for a while; how long each page took to come.
async fn answer_for(host: &str, word: &str, time: Duration) -> Vec<Duration> {
    let mut people = JoinSet::new();
    for number in 0..PEOPLE {
        let (host, word) = (host.to_owned(), word.to_owned());
        people.spawn(async move {
            sleep(PACE / PEOPLE as u32 * number as u32).await;
            let (begun, mut times) = (Instant::now(), Vec::new());
            while begun.elapsed() < time {
                walk(&host, &word, &mut times).await;
            }
            times
        });
    }
    let mut times: Vec<Duration> = people.join_all().await.into_iter().flatten().collect();
    times.sort();
    times
}

/// From the welcome page over a few pages of questions.
async fn walk(host: &str, word: &str, times: &mut Vec<Duration>) {
    let mut person = Respondent::new(host);
    let asked = Instant::now();
    assert_eq!(person.open(&format!("/s/{word}")).await.expect("the welcome page"), 200);
    times.push(asked.elapsed());
    for _ in 0..5 {
        sleep(PACE).await;
        let (action, fields) = form(&person.page).expect("a form");
        let mut filled = fill(&fields);
        let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
        filled.push((go.name.clone(), go.values[0].clone()));
        let asked = Instant::now();
        assert_eq!(person.send(&action, &filled).await.expect("the next page"), 200);
        times.push(asked.elapsed());
    }
}

fn at(times: &[Duration], share: f64) -> Duration {
    times.get(((times.len() as f64 - 1.0) * share) as usize).copied().unwrap_or_default()
}

fn tell(what: &str, times: &[Duration]) {
    let (half, most) = (at(times, 0.5), at(times, 0.99));
    println!("{what}: {} pages, half within {half:?}, 99 of 100 within {most:?}", times.len());
}

/// Hangs so many lines of each kind on a program for a while, with people beside them.
async fn beside(
    lines: [(Slow, usize); 3],
    held: Duration,
    time: Duration,
    share: f64,
) -> Vec<(Slow, Option<Duration>)> {
    let (platform, open) = Platform::with(Scene::default()).await;
    let program = Program::start(&platform.folder, &[]);
    let alone = answer_for(&program.respond, &open.word, Duration::from_secs(2)).await;
    tell("people alone", &alone);
    let mut hanging = JoinSet::new();
    let style = style(&program.respond, &open.word).await;
    let line = Line { host: program.respond.clone(), word: open.word.clone(), style, held };
    for (slow, count) in lines {
        for _ in 0..count {
            hanging.spawn(line.clone().hang(slow));
        }
    }
    sleep(Duration::from_secs(1)).await;
    let times = answer_for(&program.respond, &open.word, time).await;
    tell(&format!("beside {} slow lines", lines.iter().map(|(_, count)| count).sum::<usize>()), &times);
    assert!(at(&times, share) <= AIM, "people wait: {:?}", at(&times, share));
    program.signal("STOP");
    let (stopped, ()) = tokio::join!(answer_for(&program.respond, &open.word, Duration::from_millis(100)), async {
        sleep(Duration::from_millis(1_500)).await;
        program.signal("CONT");
    });
    assert!(at(&stopped, 0.99) > AIM, "control: where people do wait, it is seen");
    hanging.join_all().await
}

/// After how long the last line of one kind was cut off; nothing where one still hangs.
fn last(held: &[(Slow, Option<Duration>)], slow: Slow) -> Option<Duration> {
    let cut: Option<Vec<Duration>> = held.iter().filter(|(kind, _)| *kind == slow).map(|(_, cut)| *cut).collect();
    cut?.into_iter().max()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_slow_lines_leave_people_unaffected_and_slow_headers_are_cut_off() {
    let lines = [(Slow::Headers, 90), (Slow::Body, 90), (Slow::Taking, 20)];
    let held = beside(lines, Duration::from_secs(14), Duration::from_secs(7), 0.5).await;
    let headers = last(&held, Slow::Headers);
    assert!(headers.is_some_and(|last| last < Duration::from_secs(13)), "{headers:?}");
    assert_eq!(last(&held, Slow::Body), None, "control: who has longer still hangs");
}

/// `cargo test --release -p app -p server -p instruments --test slow -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the long form: two minutes and a half"]
async fn two_thousand_slow_lines_leave_people_unaffected_and_all_are_cut_off() {
    let lines = [(Slow::Headers, 2_000), (Slow::Body, 200), (Slow::Taking, 100)];
    let held = beside(lines, Duration::from_secs(130), Duration::from_secs(60), 0.99).await;
    for (slow, most) in [(Slow::Headers, 13), (Slow::Body, 35), (Slow::Taking, 140)] {
        let last = last(&held, slow);
        println!("{slow:?}: the last was cut off after {last:?}");
        assert!(last.is_some_and(|last| last < Duration::from_secs(most)), "{slow:?}: {last:?}");
    }
}
