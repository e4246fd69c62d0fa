//! An instrument of 450 questions: parsed, checked, and its first page drawn as a respondent gets it.

#[path = "../../instruments/examples/large.rs"]
#[allow(dead_code, reason = "the example measures itself; here only its file is used")]
mod example;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use instruments::{Answers, Journey};
use server::http::respond::{Asking, Frame, Pages, Questions};

const ROUNDS: usize = 20;

/// Prints the median of all three together.
pub fn measure() {
    let source = example::source();
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| once(&source)).collect();
    times.sort();
    println!(
        "{} questions parsed, checked and the first page drawn: {:.1} ms, median of {ROUNDS} (aim: at most 50)",
        example::QUESTIONS,
        times[ROUNDS / 2].as_secs_f64() * 1e3
    );
}

fn once(source: &str) -> Duration {
    let begun = Instant::now();
    let instrument = Arc::new(instruments::parse(source).expect("the instrument reads"));
    black_box(instruments::check(source));
    let page = app::respond::RespondPages.questions(&first_page(instrument));
    assert!(page.contains("name=\"q0\""), "the first question is on the page");
    begun.elapsed()
}

fn first_page(instrument: Arc<instruments::Instrument>) -> Questions {
    let answers = Answers::new();
    Questions {
        frame: Frame { language: "en".into(), ..Frame::default() },
        sections: vec![0],
        action: "/s/1".into(),
        back: None,
        place: (1, instrument.sections.len()),
        opened: false,
        resume_code: None,
        resume: false,
        asking: Asking {
            journey: Journey::of(&instrument, &answers),
            instrument,
            language: "en".into(),
            answers,
            typed: Default::default(),
            problems: Vec::new(),
        },
    }
}
