//! Targets that fall over, dawdle, swell or die are found, and an input comes again from its seed and number.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::trial::{LITTLE, Order, Target, child, is_child, trial};

const ORDER: Order = Order { seed: 7, first: 0, count: 2_000, soon: Duration::from_secs(1) };

fn seeds() -> Vec<Vec<u8>> {
    vec![b"a line with 12 in it\nand another\n".to_vec(), b"PK\x03\x04".to_vec()]
}

#[test]
fn a_target_that_panics_is_found_and_its_input_comes_again() {
    let mut target = Target::new(seeds(), |bytes| {
        assert!(!bytes.contains(&0), "it falls over");
        true
    });
    let found = trial(&mut target, &ORDER);
    assert!(found.sound == 2 && found.read > 0, "control: it reads what is sound: {found}");
    let (number, fault) = found.faults[0];
    assert_eq!(fault, "panic");
    assert!(target.input(ORDER.seed, number).contains(&0), "the same input comes again");
    let again = trial(&mut target, &Order { first: number, count: 1, ..ORDER });
    assert_eq!(again.faults, [(number, "panic")]);
}

#[test]
fn a_target_that_dawdles_is_found() {
    let mut target = Target::new(seeds(), |bytes| {
        std::thread::sleep(Duration::from_millis(if bytes.len() > 100 { 30 } else { 0 }));
        true
    });
    let found = trial(&mut target, &Order { soon: Duration::from_millis(20), ..ORDER });
    assert!(found.faults.iter().any(|(_, fault)| *fault == "too slow"), "{found}");
    assert!(found.slowest.0 >= Duration::from_millis(30), "{found}");
}

#[test]
fn a_target_that_swells_is_found() {
    if !std::path::Path::new("/proc/self/status").exists() {
        println!("SKIPPED: this system does not tell how much memory a process holds");
        return;
    }
    let mut target = Target::new(seeds(), |_| std::hint::black_box(vec![1_u8; LITTLE + 1])[LITTLE] == 1);
    let found = trial(&mut target, &Order { count: 1, ..ORDER });
    assert!(found.memory > LITTLE, "{found}");
}

#[test]
fn a_program_that_dies_is_found() {
    if is_child() {
        std::process::abort();
    }
    assert!(!child("control::a_program_that_dies_is_found").status.success());
}

#[test]
fn inputs_differ_from_one_another_and_from_what_is_sound() {
    let target = Target::new(seeds(), |_| true);
    let inputs: Vec<Vec<u8>> = (0..1_000).map(|number| target.input(7, number)).collect();
    let sound = inputs.iter().filter(|input| seeds().contains(*input)).count();
    assert!(sound < 100, "{sound} of them are not malformed");
    let different: BTreeSet<&Vec<u8>> = inputs.iter().collect();
    assert!(different.len() > 700, "only {} different ones", different.len());
}
