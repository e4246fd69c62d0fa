//! People of whom everything is known that could be: the address each comes from, the one that a proxy would pass on, the
//! browser, the code, the cookie, the words, and between which seconds all of them came.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use server::chance;
use tokio::task::JoinSet;

use crate::respondent::{Respondent, fill, form};

/// How many answer at once.
const AT_ONCE: usize = 16;

/// What an examiner knows of somebody who answered.
#[derive(Clone, Debug)]
pub struct Person {
    /// Where the line came from.
    pub address: Ipv4Addr,
    /// What the headers of a proxy said.
    pub passed_on: Ipv6Addr,
    /// What the browser calls itself.
    pub agent: String,
    /// The single-use code.
    pub code: String,
    /// The secret in the cookie.
    pub cookie: String,
    /// What they wrote.
    pub words: String,
    /// The code that takes it back, where they wanted one.
    pub withdraw: Option<String>,
}

impl Person {
    fn new(number: usize, code: String) -> Self {
        let [.., high, low] = u32::try_from(number).expect("not so many").to_be_bytes();
        let mark = chance::id();
        Self {
            address: Ipv4Addr::new(127, 66, high + 16, low),
            passed_on: Ipv6Addr::from((0x2001_0db8_u128 << 96) | (u128::from_be_bytes(chance::bytes()) >> 32)),
            agent: format!("Heronfox/{number}.0 (telephone {mark})"),
            code,
            cookie: String::new(),
            words: format!("what only number {number} would write, {mark}"),
            withdraw: None,
        }
    }

    /// Comes, answers, sends.
    async fn answer(mut self, host: &str, word: &str, wants: bool) -> Self {
        let mut browser = self.browser(host);
        browser.open(&format!("/s/{word}")).await.expect("the welcome page");
        for _ in 0..10 {
            if browser.page.contains("Thank you") {
                let shown = browser.page.split("id=\"withdraw-code\"").nth(1).and_then(|rest| rest.split('>').nth(1));
                self.withdraw = shown.and_then(|code| code.split('<').next()).map(str::to_owned);
                return self;
            }
            self.go_on(&mut browser, wants).await;
        }
        panic!("the journey does not end: {}", browser.page)
    }

    fn browser(&self, host: &str) -> Respondent {
        let (agent, other) = (&self.agent, self.passed_on);
        let mut browser = Respondent::new(host);
        browser.from = Some(self.address);
        browser.tells = format!(
            "user-agent: {agent}\r\nx-forwarded-for: {other}\r\nx-real-ip: {other}\r\nforwarded: for=\"[{other}]\"\r\n"
        );
        browser
    }

    /// Fills the page and presses its first button.
    async fn go_on(&mut self, browser: &mut Respondent, wants: bool) {
        let (action, fields) = form(&browser.page).unwrap_or_else(|| panic!("no way on: {}", browser.page));
        let mut filled = fill(&fields);
        for (name, value) in &mut filled {
            match name.as_str() {
                "_code" => value.clone_from(&self.code),
                "worry" => value.clone_from(&self.words),
                _ => {}
            }
        }
        let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
        filled.push((go.name.clone(), go.values[0].clone()));
        if wants && go.values[0] == "send" {
            filled.push(("_want-code".into(), "yes".into()));
        }
        assert_eq!(browser.send(&action, &filled).await.expect("an answer"), 200, "{}", browser.page);
        let secret = browser.cookies.values().find_map(|value| value.split('.').next()).unwrap_or_default();
        if self.cookie.is_empty() {
            secret.clone_into(&mut self.cookie);
        }
    }
}

/// All that an examiner knows.
#[derive(Clone, Debug)]
pub struct Known {
    /// Everybody.
    pub people: Vec<Person>,
    /// The first and the last second, in unix time.
    pub span: (i64, i64),
}

/// Everybody answers, one for each code; every third wants the code that takes it back.
pub async fn come(host: &str, word: &str, codes: Vec<String>) -> Known {
    let waiting = Arc::new(Mutex::new(codes.into_iter().enumerate().collect::<Vec<_>>()));
    let first = chance::now();
    let mut together = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (host, word, waiting) = (host.to_owned(), word.to_owned(), Arc::clone(&waiting));
        together.spawn(async move {
            let mut done = Vec::new();
            loop {
                let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let Some((number, code)) = next else { return done };
                done.push(Person::new(number, code).answer(&host, &word, number.is_multiple_of(3)).await);
            }
        });
    }
    let people: Vec<Person> = together.join_all().await.into_iter().flatten().collect();
    Known { people, span: (first, chance::now()) }
}
