//! A real program on throw-away data: `tidemark demo` as a newcomer starts it, and the links that it prints.

#![allow(dead_code, reason = "several tests share this, and none uses all of it")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, OnceLock};

/// A running demo; it is stopped, by its own process id, when the test ends.
pub struct Demo {
    program: Child,
    /// What can be answered.
    pub links: Vec<Link>,
    /// Where the staff plane is, and name and passphrase of the first person who may enter.
    pub staff: (String, String, String),
    /// Gives the address of what the demo published, once it is out.
    publishing: Mutex<Receiver<String>>,
    /// That address, for whoever asks again.
    published: OnceLock<String>,
}

/// One printed line: `answer <study> <instrument> <site> <address>`.
#[derive(Clone, Debug)]
pub struct Link {
    /// Study, its spaces turned into `-`.
    pub study: String,
    /// Instrument's name in its file.
    pub instrument: String,
    /// Site, its spaces turned into `-`.
    pub site: String,
    /// Where to answer.
    pub address: String,
}

impl Demo {
    /// Starts the program on two free ports and waits for its last line.
    #[expect(clippy::zombie_processes, reason = "it is waited for when it is dropped")]
    pub fn start() -> Self {
        let ports = [free_port(), free_port()];
        let mut program = Command::new(env!("CARGO_BIN_EXE_tidemark"))
            .args(["demo", "--respond-port", &ports[0].to_string(), "--staff-port", &ports[1].to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut links = Vec::new();
        let mut output = BufReader::new(program.stdout.take().expect("its output is ours")).lines();
        while let Some(line) = output.next() {
            let line = line.expect("its output is text");
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["answer", study, instrument, site, address] => links.push(Link {
                    study: (*study).to_owned(),
                    instrument: (*instrument).to_owned(),
                    site: (*site).to_owned(),
                    address: (*address).to_owned(),
                }),
                ["staff", address, name, passphrase @ ..] => {
                    let origin = address.trim_end_matches("/sign-in");
                    let staff = (origin.to_owned(), (*name).to_owned(), passphrase.join(" "));
                    // What it prints later is read too, or it would one day write to a closed pipe.
                    let (tell, told) = channel();
                    std::thread::spawn(move || {
                        for line in output.map_while(Result::ok) {
                            if let Some(address) = line.strip_prefix("public ") {
                                let _ = tell.send(address.to_owned());
                            }
                        }
                    });
                    return Self { program, links, staff, publishing: Mutex::new(told), published: OnceLock::new() };
                }
                _ => {}
            }
        }
        panic!("the demo ended before it printed its staff line");
    }
}

impl Demo {
    /// The first link for an instrument.
    pub fn link(&self, instrument: &str) -> &Link {
        self.links.iter().find(|link| link.instrument == instrument).expect("the demo offers the instrument")
    }

    /// Waits until the demo has published something, and gives its address.
    pub fn published(&self) -> String {
        let wait = || {
            let told = self.publishing.lock().expect("nobody gave up waiting");
            told.recv_timeout(std::time::Duration::from_secs(300)).expect("the demo publishes a release")
        };
        self.published.get_or_init(wait).clone()
    }

    /// The program's process id.
    pub fn process(&self) -> u32 {
        self.program.id()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// A port that nobody listens on right now.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}
