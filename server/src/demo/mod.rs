//! A throw-away installation with invented people and words, for `tidemark demo`: housing in two waves, summits in two,
//! outcomes of clients in four. Answers go through the same sealing and the same writer as real ones; in the first study
//! two people have coded them, and something of it is out. To add to it: a [`Plan`] in `plans`, who answers in `turnout`,
//! what moves in `leans`, words in `words/`.

mod answers;
mod asked;
mod codes;
mod coding;
mod groups;
mod leans;
mod marked;
mod out;
mod person;
mod plans;
mod turnout;
mod words;

use std::sync::Arc;

use crate::access::Role;
use crate::seal::PublicKey;
use crate::seal::keys::{Passphrase, make_person};
use crate::seal::recovery::Kit;
use crate::store::accounts::Person;
use crate::store::collections::{Arrival, Collection, Layout, Settings, State as Stage};
use crate::store::grants::StudyKeys;
use crate::store::studies::Study;
use crate::store::{
    accounts, approvals, arrival, collections, grants, help_lines, installation, instruments, linking, links, sql,
};
use crate::store::{members, population, sites, studies, waves};
use crate::weighting::SITES;
use crate::{Error, Result, http::State, library};
use answers::Invented;
use asked::Published;
use out::Out;
use plans::{PLANS, Plan, Rewording, Round};
use turnout::{Known, Who};

/// Something to open in a browser.
#[derive(Clone, Debug)]
pub enum Link {
    /// Printed as `answer <study> <instrument> <site> <address>`.
    Answer {
        /// The study's name, without spaces.
        study: String,
        /// The instrument's id.
        instrument: String,
        /// The site's name, without spaces.
        site: String,
        /// The whole address.
        address: String,
    },
    /// Printed as `staff <address> <name> <passphrase>`; whoever joined later as `colleague …`.
    Staff {
        /// Whether it is the owner.
        owner: bool,
        /// The whole address.
        address: String,
        /// Who signs in.
        name: String,
        /// With what.
        passphrase: String,
    },
}

/// The invented people: name, passphrase, role in every study. The first owns the installation.
const PEOPLE: &[(&str, &str, Role)] = &[
    ("Ana", "river-stones-keep-warm", Role::Owner),
    ("Cora", "seven-lamps-on-the-pier", Role::Coordinator),
    ("Ravi", "slow-tide-under-the-bridge", Role::Researcher),
];

/// What the groups were asked.
const GUIDE: &str = include_str!("words/guide.toml");

/// What is being put out while somebody looks already; gives its public address.
pub type Publishing = tokio::task::JoinHandle<Result<String>>;

/// Fills an empty installation and tells its links. Planning a release takes longer than all the rest: that goes on
/// behind it.
pub async fn build(state: &Arc<State>) -> Result<(Vec<Link>, Vec<Publishing>)> {
    let people = people(state).await?;
    let recovery = Kit::new().public;
    let mut change = state.store.write().await?;
    installation::set_recovery_key(&mut change, &recovery).await?;
    change.commit().await?;
    let building = PLANS.iter().map(|plan| {
        let (state, people) = (Arc::clone(state), people.clone());
        tokio::spawn(async move { Builder::begin(&state, plan, &people, &recovery).await?.build().await })
    });
    let (mut all, mut publishing) = (Vec::new(), Vec::new());
    for building in building.collect::<Vec<_>>() {
        let (links, out) = building.await.map_err(|error| Error::internal("demo study", error))??;
        all.extend(links);
        publishing.extend(out);
    }
    all.extend(PEOPLE.iter().map(|(name, passphrase, role)| Link::Staff {
        owner: *role == Role::Owner,
        address: format!("{}/sign-in", state.settings.staff_origin),
        name: (*name).to_owned(),
        passphrase: (*passphrase).to_owned(),
    }));
    Ok((all, publishing.into_iter().map(|out| tokio::spawn(out.publish())).collect()))
}

/// Makes the people; each takes two slow hashes, so all are made at once.
async fn people(state: &Arc<State>) -> Result<Vec<Person>> {
    let making = PEOPLE.iter().map(|(_, passphrase, _)| {
        let passphrase = Passphrase::new(passphrase);
        tokio::task::spawn_blocking(move || make_person(&passphrase))
    });
    let mut people = Vec::new();
    for (making, (name, _, role)) in making.collect::<Vec<_>>().into_iter().zip(PEOPLE) {
        let keys = making.await.map_err(|error| Error::internal("demo people", error))?;
        let mut change = state.store.write().await?;
        people.push(accounts::make(&mut change, name, &keys, *role == Role::Owner).await?);
        change.commit().await?;
    }
    Ok(people)
}

/// Two of them approve that the others take files out, so that whoever looks around alone can try that too.
async fn approve(to: &mut sql::Connection, study: &Study, people: &[Person]) -> Result<()> {
    let [ana, cora, ravi] = people else { return Ok(()) };
    for (whom, by) in [(ana, cora), (ravi, ana)] {
        let purpose = "Looking around".to_owned();
        let approval = approvals::Approval::new(&whom.id, &by.id, purpose, study.today(), "30")?;
        approvals::give(to, &study.id, &approval).await?;
    }
    Ok(())
}

struct Builder<'a> {
    state: &'a Arc<State>,
    plan: &'a Plan,
    study: Study,
    keys: StudyKeys,
    people: &'a [Person],
    /// Names and ids of the sites.
    sites: Vec<(&'static str, String)>,
    /// Words of the cards that clients keep.
    cards: Vec<String>,
    links: Vec<Link>,
}

impl<'a> Builder<'a> {
    async fn begin(state: &'a Arc<State>, plan: &'a Plan, people: &'a [Person], recovery: &PublicKey) -> Result<Self> {
        let [owner, others @ ..] = people else { return Err(Error::NotFound) };
        let mut change = state.store.write().await?;
        let (study, keys) = studies::make(&mut change, plan.name, "America/Chicago", owner, recovery).await?;
        help_lines::replace(&mut change, &study.id, &help_lines::national()).await?;
        for (person, (_, _, role)) in others.iter().zip(&PEOPLE[1..]) {
            members::put(&mut change, &study.id, &person.id, *role).await?;
            grants::give(&mut change, &study.id, &keys, &person.id, &person.public_key).await?;
        }
        approve(&mut change, &study, people).await?;
        if let Some((audience, way)) = plan.joined {
            linking::choose(&mut change, &study.id, audience, way).await?;
        }
        change.commit().await?;
        let cards = turnout::cards();
        let mut built = Self { state, plan, study, keys, people, sites: Vec::new(), cards, links: Vec::new() };
        for name in plan.sites {
            built.sites.push((name, sites::add(&state.store, &built.study.id, name).await?));
        }
        Ok(built)
    }

    async fn build(mut self) -> Result<(Vec<Link>, Option<Out>)> {
        let mut published = self.instruments().await?;
        let mut held = Vec::new();
        for (position, round) in self.plan.rounds.iter().enumerate() {
            let wave = waves::add(&self.state.store, &self.study.id, round.name, round.starts_on).await?;
            held.push(wave.clone());
            for name in self.plan.instruments {
                let (Some((people, known)), Some(asked)) = (round.people(name), published.get_mut(name)) else {
                    continue;
                };
                let changed = |one: &&Rewording| one.instrument == *name && one.before == position;
                let rewordings: Vec<&Rewording> = self.plan.rewordings.iter().filter(changed).collect();
                if !rewordings.is_empty() {
                    self.reword(asked, &rewordings).await?;
                }
                let collection = self.prepare(&wave, asked, name, known).await?;
                let who = self.who(&collection, position, people, known).await?;
                self.fill(round, position, name, &collection, &who).await?;
                if *name == "housing-provider" {
                    self.know(&collection).await?;
                }
            }
        }
        if let (true, [first, second]) = (self.plan.coded, held.as_slice()) {
            self.code([first, second]).await?;
        }
        let instruments = published.into_iter().map(|(name, asked)| (name, asked.id)).collect();
        let out = self.plan.coded.then(|| Out {
            state: Arc::clone(self.state),
            study: self.study,
            keys: self.keys,
            people: self.people.to_vec(),
            instruments,
            waves: held,
        });
        Ok((self.links, out))
    }

    /// Who answers a collection.
    async fn who(&self, at: &Collection, wave: usize, people: usize, known: Known) -> Result<Vec<Who>> {
        match (known, self.sites.first()) {
            (Known::Roster, Some((_, site))) => turnout::programs(self.state, at, site, wave).await,
            (Known::Cards, _) => Ok(turnout::clients(&self.cards, wave)),
            _ => Ok(turnout::anybody(people, wave)),
        }
    }

    /// Lets the owner and the researcher work on the words.
    async fn code(&self, waves: [&str; 2]) -> Result<()> {
        let [ana, _, ravi] = self.people else { return Err(Error::NotFound) };
        let guide = instruments::add(&self.state.store, &self.study.id, "listening-group", GUIDE).await?;
        let sites = self.sites.iter().map(|(_, id)| id.as_str()).collect();
        let team = coding::Team::new(self.state, &self.study, &self.keys, ana, ravi);
        team.work(coding::Around { waves, sites, guide: &guide }).await
    }

    async fn prepare(&self, wave: &str, asked: &Published, name: &str, known: Known) -> Result<Collection> {
        let layout = if name == "summit-training" { Layout::OnePage } else { Layout::BySection };
        let roster = known == Known::Roster;
        let mut collection = Collection {
            id: String::new(),
            study_id: self.study.id.clone(),
            wave_id: wave.to_owned(),
            instrument_id: asked.id.clone(),
            version_hash: asked.hash.clone(),
            rehearsal: false,
            state: Stage::Open,
            closes_on: None,
            settings: Settings { layout, arrival: Arrival::Batched, paper: true, roster, ..Settings::default() },
        };
        collection.id = collections::add(&self.state.store, &collection).await?;
        Ok(collection)
    }

    /// What is known of all providers: how they are spread over the sites.
    async fn know(&self, at: &Collection) -> Result<()> {
        let [ana, ..] = self.people else { return Err(Error::NotFound) };
        let shares = self.sites.iter().zip([0.2, 0.5, 0.3]).map(|((_, id), share)| (id.clone(), share)).collect();
        let known =
            population::Known { key: SITES.to_owned(), source: "Invented list of all providers".to_owned(), shares };
        let day = self.study.today().to_string();
        let by = population::By { study: &self.study.id, person: &ana.id, day: &day };
        let mut change = self.state.store.write().await?;
        population::keep(&mut change, &at.id, &known, by).await?;
        change.commit().await?;
        Ok(())
    }

    /// Links for every site, and invented answers through them.
    async fn fill(&mut self, round: &Round, wave: usize, name: &str, at: &Collection, who: &[Who]) -> Result<()> {
        for (place, (site, id)) in self.sites.iter().enumerate() {
            // The listing goes to whoever wants to stand in the guide: nobody knows how many that are.
            let invited = (!who.is_empty()).then(|| turnout::invited(who, self.sites.len(), place));
            let link = links::add(&self.state.store, &at.id, id, invited, links::Mode::Open).await?;
            if round.open {
                self.links.push(Link::Answer {
                    study: joined(self.plan.name),
                    instrument: name.to_owned(),
                    site: joined(site),
                    address: format!("{}/s/{}", self.state.settings.respond_origin, link.word),
                });
            }
        }
        let sites: Vec<String> = self.sites.iter().map(|(_, id)| id.clone()).collect();
        Invented { state: self.state, collection: at, sites: &sites, wave, week: round.week }.send(who).await?;
        match round.open {
            true => arrival::move_ready(&self.state.store, &at.id).await?,
            false => arrival::close(&self.state.store, &at.id).await?,
        };
        Ok(())
    }
}

fn joined(name: &str) -> String {
    name.replace(' ', "-")
}
