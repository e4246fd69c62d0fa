//! The harness. Each target runs in a process of its own, so that its memory is its own and a program that dies is
//! noticed as well as one that panics. Every input follows from a seed and its number.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use server::chance::Seeded;

use crate::mutation::mutated;

/// Every input is answered within this.
const SOON: Duration = Duration::from_secs(1);
/// And a process never holds more, in bytes.
pub const LITTLE: usize = 256 << 20;
/// How many inputs each target gets in the short form.
const SHORT: u64 = 10_000;
/// The seed of the short form: the same inputs each time, so that a failure belongs to a change.
const SEED: u64 = 20_261_127;
/// After so many faults a trial ends.
const ENOUGH: usize = 5;
/// Tells a process that it is the one that tries.
const ALONE: &str = "TIDEMARK_FUZZ_ALONE";

/// Reads an input, and tells whether it could be read.
type Take = dyn FnMut(&[u8]) -> bool;

/// What reads from outside, and sound inputs for it.
pub struct Target {
    seeds: Vec<Vec<u8>>,
    shape: fn(&[u8]) -> Vec<u8>,
    take: Box<Take>,
}

impl Target {
    /// `take` tells whether the input was read; what falls over is a panic.
    pub fn new(seeds: Vec<Vec<u8>>, take: impl FnMut(&[u8]) -> bool + 'static) -> Self {
        Self { seeds, shape: <[u8]>::to_vec, take: Box::new(take) }
    }

    /// The same, where what was mutated is packed into a container first.
    pub fn shaped(self, shape: fn(&[u8]) -> Vec<u8>) -> Self {
        Self { shape, ..self }
    }

    /// One input, by its seed and number.
    pub fn input(&self, seed: u64, number: u64) -> Vec<u8> {
        let first = Seeded::new(seed.wrapping_add(number)).number();
        (self.shape)(&mutated(&self.seeds, &mut Seeded::new(first)))
    }
}

/// Which inputs are tried, and how soon each must be answered.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// What all inputs follow from.
    pub seed: u64,
    /// The number of the first.
    pub first: u64,
    /// How many.
    pub count: u64,
    /// How soon.
    pub soon: Duration,
}

impl Order {
    /// What the environment asks for; the short form otherwise.
    fn asked() -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
        let long = number("TIDEMARK_FUZZ");
        let seed = number("TIDEMARK_FUZZ_SEED").unwrap_or_else(|| if long.is_some() { Seeded::seed() } else { SEED });
        match number("TIDEMARK_FUZZ_AT") {
            Some(first) => Self { seed, first, count: 1, soon: SOON },
            None => Self { seed, first: 0, count: long.unwrap_or(SHORT), soon: SOON },
        }
    }

    /// Whether the environment asks for more than the short form.
    pub fn is_long() -> bool {
        std::env::var_os("TIDEMARK_FUZZ").is_some()
    }
}

/// What a trial found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Sound inputs that were read.
    pub sound: usize,
    /// Mutated inputs that were read all the same.
    pub read: u64,
    /// Those that were refused.
    pub refused: u64,
    /// The longest time, and the number of its input.
    pub slowest: (Duration, u64),
    /// The most memory that the process held meanwhile, in bytes.
    pub memory: usize,
    /// The numbers of inputs that fell over or came too late, and which it was.
    pub faults: Vec<(u64, &'static str)>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sound, read, refused, slowest: (took, number), memory, faults } = self;
        write!(out, "{} inputs: {read} read, {refused} refused, {} faults; ", read + refused, faults.len())?;
        write!(out, "{sound} sound ones read; slowest {took:.1?} (input {number}), {} MB at most", *memory >> 20)
    }
}

/// Tries a target in this process.
pub fn trial(target: &mut Target, order: &Order) -> Outcome {
    forget_memory();
    let mut outcome = Outcome::default();
    let sound: Vec<Vec<u8>> = target.seeds.iter().map(|seed| (target.shape)(seed)).collect();
    outcome.sound = sound.iter().filter(|seed| once(target, seed).0 == Some(true)).count();
    for number in order.first..order.first + order.count {
        let input = target.input(order.seed, number);
        let (read, mut took) = once(target, &input);
        // Whatever else the machine does must not count: the best of three.
        for _ in 0..2 {
            took = if took > order.soon { took.min(once(target, &input).1) } else { took };
        }
        outcome.note(number, read, took, order.soon);
        if outcome.faults.len() >= ENOUGH {
            break;
        }
    }
    outcome.memory = most_memory();
    outcome
}

impl Outcome {
    fn note(&mut self, number: u64, read: Option<bool>, took: Duration, soon: Duration) {
        self.read += u64::from(read == Some(true));
        self.refused += u64::from(read != Some(true));
        self.slowest = self.slowest.max((took, number));
        self.faults.extend(read.is_none().then_some((number, "panic")));
        self.faults.extend((took > soon).then_some((number, "too slow")));
    }
}

/// Whether one input was read, none where it fell over; and how long that took.
fn once(target: &mut Target, input: &[u8]) -> (Option<bool>, Duration) {
    let started = Instant::now();
    let read = catch_unwind(AssertUnwindSafe(|| (target.take)(input))).ok();
    (read, started.elapsed())
}

/// From here on the most memory is counted anew, where the system lets a process say so.
fn forget_memory() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that this process held, in bytes; nothing where the system does not tell.
fn most_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").trim().parse::<usize>().unwrap_or(0) << 10
}

/// Whether this process was started by [`child`].
pub fn is_child() -> bool {
    std::env::var_os(ALONE).is_some()
}

/// Runs one test of this file in a process of its own.
pub fn child(name: &str) -> Output {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new(program);
    command.args([name, "--exact", "--nocapture", "--test-threads=1"]).env(ALONE, "1");
    command.output().expect("it starts")
}

/// Tries a target in a process of its own and prints what was found.
pub fn alone(name: &str, target: fn() -> Target) {
    if is_child() {
        return try_here(name, target);
    }
    let ran = child(name);
    let said = String::from_utf8_lossy(&ran.stdout);
    let found: Vec<&str> = said.lines().filter(|line| line.starts_with("fuzz ")).collect();
    found.iter().for_each(|line| println!("{line}"));
    let complaints = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{name} ended with {}:\n{said}\n{complaints}", ran.status);
    assert!(!found.is_empty(), "{name} was not tried: {said}");
}

fn try_here(name: &str, target: fn() -> Target) {
    let order = Order::asked();
    println!("\nfuzz {name}: seed {}", order.seed);
    let mut target = target();
    let outcome = trial(&mut target, &order);
    println!("fuzz {name}: {outcome}");
    for (number, fault) in &outcome.faults {
        let file = std::env::temp_dir().join(format!("tidemark-{name}-{}-{number}", order.seed));
        let _ = std::fs::write(&file, target.input(order.seed, *number));
        println!("fuzz {name}: {fault}; kept in {}, and once more with", file.display());
        println!("fuzz {name}: TIDEMARK_FUZZ_SEED={} TIDEMARK_FUZZ_AT={number}", order.seed);
    }
    assert!(outcome.faults.is_empty(), "{:?}", outcome.faults);
    assert!(outcome.memory < LITTLE, "{} MB", outcome.memory >> 20);
    assert!(outcome.sound > 0, "control: no sound input is read");
}
