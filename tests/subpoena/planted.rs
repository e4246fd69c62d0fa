//! Controls: what careless programs keep, planted where they keep it.

use server::store::{FILE, Store, sql};

use crate::Taken;
use crate::examiner::minutes;
use crate::ground::Folder;

/// Logs that each tell of somebody in another way.
pub async fn files(taken: &Taken) -> Folder {
    let folder = Folder::new();
    let person = taken.known.people.iter().find(|person| person.withdraw.is_some()).expect("somebody wanted a code");
    let [one, two, three, four] = person.address.octets();
    let (second, minutes) = (taken.known.span.0, minutes(taken.known.span).await);
    let withdraw = person.withdraw.clone().expect("it was wanted");
    for (name, words) in [
        ("address", format!("{} GET /", person.address)),
        ("hex", format!("peer={one:02X}{two:02X}{three:02X}{four:02X};")),
        ("number", format!("peer {}\n", u32::from(person.address))),
        ("passed-on", format!("for=\"[{}]\"", person.passed_on)),
        ("agent", format!("- \"{}\" -", person.agent)),
        ("code", format!("code={}", person.code)),
        ("code-said", format!("code {}.", server::seal::codes::show(&person.code))),
        ("withdraw", format!("code={withdraw}")),
        ("cookie", format!("Cookie: s={}.en", person.cookie)),
        ("answer", format!("worry={}&", person.words)),
        ("second", format!("{{\"at\":{second}123}}")),
        ("minute", format!("{}:07Z visit", minutes[0])),
        ("clock", format!("[{}07] visit", minutes[3])),
    ] {
        std::fs::write(folder.path().join(name), words).expect("a file");
    }
    let bytes = [&[0; 10][..], &[255; 2], &person.address.octets()].concat();
    std::fs::write(folder.path().join("bytes"), bytes).expect("a file");
    std::fs::write(folder.path().join(format!("visit_{}", person.address)), "").expect("a file");
    folder
}

/// Tables that each tell of somebody or of a moment in another way; how many.
pub async fn values(taken: &Taken) -> usize {
    let (person, second) = (&taken.known.people[0], taken.known.span.0);
    let (address, millisecond) = (u32::from(person.address), second * 1_000 + 1);
    let told = [
        second.to_string(),
        millisecond.to_string(),
        (second / 60).to_string(),
        address.to_string(),
        u32::from_le_bytes(person.address.octets()).to_string(),
        format!("julianday({second}, 'unixepoch') + 0.000005"),
        format!("{second}.5"),
        format!("'{second}'"),
        format!("datetime({second}, 'unixepoch')"),
        format!("'{:08x}-{:04x}-7abc-8abc-0123456789ab'", millisecond >> 16, millisecond & 0xffff),
        format!("x'{millisecond:016x}'"),
        format!("x'{second:08x}'"),
        format!("x'{address:08x}'"),
        format!("x'{millisecond:012x}7abc8abc0123456789ab'"),
        format!("'{}'", person.agent),
    ];
    let store = Store::open(taken.data.path()).await.expect("the database");
    for (number, value) in told.iter().enumerate() {
        let make = format!("create table telling_{number} (told)");
        sql::query(sqlx::AssertSqlSafe(make)).execute(&store.pool).await.expect("made");
        let tell = format!("insert into telling_{number} values ({value})");
        sql::query(sqlx::AssertSqlSafe(tell)).execute(&store.pool).await.expect("told");
    }
    store.pool.close().await;
    assert!(taken.data.path().join(FILE).exists());
    told.len()
}
