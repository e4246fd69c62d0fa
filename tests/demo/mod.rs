//! A real program on throw-away data: `tidemark demo` as a newcomer starts it, and the links that it prints.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running demo; it is stopped, by its own process id, when the test ends.
pub struct Demo {
    program: Child,
    /// What can be answered.
    pub links: Vec<Link>,
    /// Address, name and passphrase of somebody on the staff plane.
    pub staff: (String, String, String),
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
    pub fn start() -> Self {
        let ports = [free_port(), free_port()];
        let mut program = Command::new(env!("CARGO_BIN_EXE_tidemark"))
            .args(["demo", "--respond-port", &ports[0].to_string(), "--staff-port", &ports[1].to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut links = Vec::new();
        let output = program.stdout.take().expect("its output is ours");
        for line in BufReader::new(output).lines() {
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
                    let staff = ((*address).to_owned(), (*name).to_owned(), passphrase.join(" "));
                    return Self { program, links, staff };
                }
                _ => {}
            }
        }
        panic!("the demo ended before it printed its staff line");
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
