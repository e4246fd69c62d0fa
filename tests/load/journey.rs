//! One person's way from the welcome page to the thank-you page, written down once; others go the same way, since pages
//! have the same addresses for everybody.

use std::sync::Arc;

use server::seal::draft::Secret;
use server::store::{Store, sql};

use crate::client::{Answer, Client, Person};
use crate::pace::Came;
use crate::respondent::{Respondent, encode, fill, form};
use crate::survey::PAGES;

/// A form that is sent, and where that leads.
struct Step {
    action: String,
    body: String,
    next: String,
}

/// The whole way.
pub struct Journey {
    path: String,
    steps: Vec<Step>,
    /// The cookie of somebody at the last page, answers not yet sent.
    last: String,
}

impl Journey {
    /// Goes the way once, as a browser without script does, and sends nothing: the last step is only read.
    pub async fn record(host: &str, path: &str) -> Self {
        let mut person = Respondent::new(host);
        person.open(path).await.expect("the welcome page");
        let mut steps = Vec::new();
        for _ in 0..PAGES + 1 {
            let (action, fields) = form(&person.page).unwrap_or_else(|| panic!("no way on: {}", person.page));
            let mut filled = fill(&fields);
            let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
            filled.push((go.name.clone(), go.values[0].clone()));
            let body = encode(&filled);
            let answered = person.ask("POST", &action, Some(body.clone())).await.expect("an answer");
            let next = answered.header("location").expect("the way on").to_owned();
            assert_eq!(person.open(&next).await.expect("the next page"), 200);
            steps.push(Step { action, body, next });
        }
        assert!(person.page.contains("value=\"send\""), "eight pages, then the last one: {}", person.page);
        let action = steps.last().expect("pages").next.clone();
        steps.push(Step { action, body: "_go=send".to_owned(), next: format!("/s/{}", PAGES + 2) });
        Self { path: path.to_owned(), steps, last: person.cookies.remove("s").expect("a cookie") }
    }

    /// Somebody who has sent so many pages of questions.
    pub async fn after(&self, client: &Arc<Client>, pages: usize) -> Person {
        let mut person = Person::new(client);
        person.open(&self.path).await.expect("the welcome page");
        for step in &self.steps[..=pages] {
            assert_eq!(step.take(&mut person).await, Came::Answered, "{}", step.action);
        }
        person
    }

    /// Opens the welcome page.
    pub async fn welcome(&self, mut person: Person) -> Came {
        shown(person.open(&self.path).await)
    }

    /// Opens a page of questions, as somebody who is there.
    pub async fn look(&self, mut person: Person, page: usize) -> Came {
        shown(person.open(&self.steps[page].action).await)
    }

    /// Sends a page of questions.
    pub async fn answer(&self, mut person: Person, page: usize) -> Came {
        self.steps[page].send(&mut person).await
    }

    /// Sends the answers; the only thing that is measured of somebody who was brought to the last page.
    pub async fn submit(&self, mut person: Person) -> Came {
        self.steps[PAGES + 1].send(&mut person).await
    }

    /// The whole way. Who is told to come later at its beginning goes away.
    pub async fn walk(&self, mut person: Person) -> Came {
        match shown(person.open(&self.path).await) {
            Came::Answered => {}
            other => return other,
        }
        for step in &self.steps {
            match step.take(&mut person).await {
                Came::Answered => {}
                other => return other,
            }
        }
        Came::Answered
    }

    /// Brings people to the last page: what the database keeps of the one who was there is sealed anew for each of them,
    /// under a secret of their own. Gives their cookies.
    pub async fn bring(&self, store: &Store, people: usize) -> Vec<String> {
        const FIND: &str = "select link_word, version_hash, sealed, expires_at from drafts where id = $1";
        const ADD: &str =
            "insert into drafts (id, link_word, version_hash, sealed, expires_at) values ($1, $2, $3, $4, $5)";
        const TOGETHER: usize = 2_000;
        let (secret, rest) = self.last.split_once('.').expect("a secret, and the rest");
        let secret = Secret::read(secret).expect("a secret");
        let found: (String, String, Vec<u8>, i64) =
            sql::query_as(FIND).bind(secret.id()).fetch_one(&store.pool).await.expect("a draft");
        let (word, version, sealed, expires_at) = found;
        let content = secret.open(&sealed).expect("its own");
        let mut cookies = Vec::with_capacity(people);
        while cookies.len() < people {
            let mut change = store.write().await.expect("a transaction");
            for _ in 0..TOGETHER.min(people - cookies.len()) {
                let secret = Secret::new();
                let draft = sql::query(ADD).bind(secret.id()).bind(&word).bind(&version);
                let draft = draft.bind(secret.seal(content.to_vec())).bind(expires_at);
                draft.execute(&mut *change).await.expect("kept");
                cookies.push(format!("{}.{rest}", secret.write()));
            }
            change.commit().await.expect("kept");
            store.write_back().await.expect("written back");
        }
        cookies
    }
}

impl Step {
    /// Sends the form and opens the page that it leads to.
    async fn take(&self, person: &mut Person) -> Came {
        match self.send(person).await {
            Came::Answered => shown(person.open(&self.next).await),
            other => other,
        }
    }

    async fn send(&self, person: &mut Person) -> Came {
        let Ok(answer) = person.send(&self.action, &self.body).await else { return Came::Failed };
        match (answer.status, answer.header("location")) {
            (303, Some(next)) if next == self.next => Came::Answered,
            // Back to the same page, which says that it could not be taken just now.
            (303, Some(next)) if next == self.action => Came::Later,
            (503, _) => Came::Later,
            _ => Came::Failed,
        }
    }
}

fn shown(answer: std::io::Result<Answer>) -> Came {
    match answer.map(|answer| answer.status) {
        Ok(200) => Came::Answered,
        Ok(503) => Came::Later,
        _ => Came::Failed,
    }
}
