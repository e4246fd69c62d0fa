//! Ten respondents answer while somebody pulls the plug of the program, twenty times, or two hundred. Nothing that was
//! thanked for is lost, nothing is there twice, and the program is there again at once.

use std::time::{Duration, Instant};

use crate::crowd::{self, Crowd, PEOPLE};
use crate::demo::free_port;
use crate::program::Program;

/// It must listen again within this time.
const AGAIN: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_acknowledgement_rule_holds_when_the_program_is_killed_again_and_again() {
    let _alone = crate::alone().await;
    let kills = crate::times(20, 200);
    let (platform, open) = crowd::platform().await;
    let host = format!("127.0.0.1:{}", free_port());
    let mut program = Program::start_at(&host, &platform.folder, &[]);
    let people = Crowd::gather(&host, &open.word);
    let mut again = Vec::with_capacity(kills);
    for _ in 0..kills {
        tokio::time::sleep(Duration::from_millis(150 + server::chance::below(350))).await;
        drop(program);
        let begun = Instant::now();
        program = Program::start_at(&host, &platform.folder, &[]);
        again.push(begun.elapsed());
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let interrupted = people.interrupted();
    let thanked = people.leave().await;
    again.sort();
    let (half, slowest) = (again[kills / 2], again[kills - 1]);
    println!(
        "{kills} kills, {} thanked, {interrupted} requests cut; ready again after {half:?} (median), {slowest:?} (slowest)",
        thanked.len()
    );
    assert!(interrupted >= kills, "control: the kills hit people in the middle of something");
    assert!(thanked.len() > PEOPLE, "control: people got through between the kills");
    crowd::reconcile(&thanked, &crowd::stored(&platform, &open).await);
    assert!(crowd::is_whole(&platform.state.store.pool).await);
    // Beside other work one start may be held up; the long form is run alone.
    let judged = if crate::is_long() { slowest } else { half };
    assert!(judged <= AGAIN, "it was there again only after {judged:?}");
}
