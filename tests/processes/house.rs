//! Three processes on one database, and people who are answered by any of them.

use std::path::Path;

use crate::demo::free_port;
use crate::program::Program;
use crate::reading::Reading;
use crate::respondent::{Respondent, encode, fill, form};

/// How many serve the database.
pub const PROCESSES: usize = 3;

/// Whether there is a database that several processes can share; where not, that is said.
pub fn is_possible() -> bool {
    let possible = std::env::var_os("TIDEMARK_POSTGRES").is_some();
    if !possible {
        println!("SKIPPED: several processes share a database of PostgreSQL (TIDEMARK_POSTGRES)");
    }
    possible
}

/// The processes.
pub struct House {
    processes: Vec<Program>,
    /// Where respondents are served, process by process; it stays the same when one is started anew.
    pub hosts: Vec<String>,
}

impl House {
    /// Starts them on the database of a data folder.
    pub fn open(folder: &Path) -> Self {
        let hosts: Vec<String> = (0..PROCESSES).map(|_| format!("127.0.0.1:{}", free_port())).collect();
        Self { processes: hosts.iter().map(|host| Program::start_at(host, folder, &[])).collect(), hosts }
    }

    /// Kills one of them as it stands.
    pub fn kill(&mut self, process: usize) {
        self.processes[process].signal("KILL");
        self.processes[process].child.wait().expect("it ends");
    }

    /// Starts one of them anew.
    pub fn start_again(&mut self, process: usize, folder: &Path) {
        self.processes[process] = Program::start_at(&self.hosts[process], folder, &[]);
    }

    /// Somebody who answers, at first at one of them.
    pub fn respondent(&self, process: usize) -> Respondent {
        Respondent::new(&self.hosts[process % PROCESSES])
    }

    /// Where staff are served by one of them.
    pub fn staff(&self, process: usize) -> &str {
        &self.processes[process % PROCESSES].staff
    }

    /// The owner of a study at one of them, signed in, the study unlocked.
    pub fn owner(&self, process: usize, reading: &Reading) -> Respondent {
        let mut owner = Respondent::new(self.staff(process));
        let cookie = reading.owner.cookie.as_deref().and_then(|cookie| cookie.split_once('=')).expect("a session");
        owner.cookies.insert(cookie.0.to_owned(), cookie.1.to_owned());
        owner
    }
}

/// Opens a page and reads it.
pub async fn read(somebody: &mut Respondent, address: &str) -> String {
    somebody.open(address).await.expect("an answer");
    somebody.page.clone()
}

/// The form that somebody sees, filled, these fields as told, and its first button: where it goes, and what is sent.
pub fn filled(somebody: &Respondent, told: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
    let (action, fields) = form(&somebody.page).unwrap_or_else(|| panic!("no way on: {}", somebody.page));
    let mut all = fill(&fields);
    for (name, value) in told {
        all.retain(|(field, _)| field != name);
        if fields.iter().any(|field| field.name == *name) {
            all.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
    all.push((go.name.clone(), go.values[0].clone()));
    (action, all)
}

/// Sends a form and tells where it leads: acknowledged when this returns.
pub async fn tell(somebody: &mut Respondent, address: &str, fields: &[(&str, &str)]) -> String {
    let fields: Vec<(String, String)> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let answered = somebody.ask("POST", address, Some(encode(&fields))).await.expect("an answer");
    assert_eq!(answered.status, 303, "{}", answered.body);
    answered.header("location").unwrap_or_default().to_owned()
}
