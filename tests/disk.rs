//! The disk fails under the program while a respondent answers: nothing is thanked for, and the program ends.

mod demo;
mod platform;
mod program;
mod respondent;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use platform::{Platform, Scene};
use program::Program;
use respondent::{Respondent, fill, form};

/// From now on, every flush of the process to the disk is an error. `None` where nothing can do that.
fn break_disk(process: u32) -> Option<std::process::Child> {
    let mut strace = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"])
        .args(["-e", "inject=fsync,fdatasync:error=EIO", "-p", &process.to_string()])
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(100));
        match strace.try_wait() {
            Ok(None) if holds(process) => return Some(strace),
            Ok(None) => {}
            _ => return None,
        }
    }
    None
}

/// Whether every thread of a process is held: on a busy machine that takes a while.
fn holds(process: u32) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{process}/task")) else { return false };
    let free = |status: std::io::Result<String>| status.is_ok_and(|status| status.contains("TracerPid:\t0\n"));
    !threads.flatten().any(|thread| free(std::fs::read_to_string(thread.path().join("status"))))
}

async fn send_on(person: &mut Respondent) -> std::io::Result<u16> {
    let (action, fields) = form(&person.page).expect("a form");
    let mut filled = fill(&fields);
    let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
    filled.push((go.name.clone(), go.values[0].clone()));
    person.send(&action, &filled).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_disk_acknowledges_nothing_and_ends_the_program() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut program = Program::start(&platform.folder, &[]);
    let mut person = Respondent::new(&program.respond);
    person.open(&format!("/s/{}", open.word)).await.expect("the welcome page");
    assert_eq!(send_on(&mut person).await.expect("control: a whole disk takes the draft"), 200);
    let Some(mut strace) = break_disk(program.child.id()) else {
        println!("SKIPPED: nothing here that breaks a disk (strace)");
        return;
    };
    let begun = Instant::now();
    let answered = send_on(&mut person).await;
    assert!(answered.as_ref().map_or(true, |status| *status == 503), "{answered:?}");
    let ended = loop {
        match program.child.try_wait().expect("it is our child") {
            Some(ended) => break ended,
            None => assert!(begun.elapsed() < Duration::from_secs(5), "it goes on with a broken disk"),
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    let _ = strace.kill();
    let _ = strace.wait();
    println!("ended after {:?}", begun.elapsed());
    assert_eq!(ended.code(), Some(1));
    let again = Program::start(&platform.folder, &[]);
    let mut other = Respondent::new(&again.respond);
    assert_eq!(other.open(&format!("/s/{}", open.word)).await.expect("it starts again, clean"), 200);
}
