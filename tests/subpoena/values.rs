//! Every value of a database, each asked whether it is a moment between the first and the last who answered, in any unit
//! that programs count in, or somebody's address as a number.

use server::store::sql;
use std::collections::HashSet;

use crate::people::Known;
use crate::signs::{Hit, Signs};

/// How many of a unit are a second.
const UNITS: [i128; 4] = [1, 1_000, 1_000_000, 1_000_000_000];
/// The Julian day on which unix time begins.
const JULIAN: f64 = 2_440_587.5;
/// Bytes that are no longer than this hold nothing sealed.
const SHORT: usize = 8;

/// What numbers are looked for.
pub struct Numbers {
    span: (i64, i64),
    addresses: HashSet<i64>,
}

impl Numbers {
    /// Of everybody.
    pub fn new(known: &Known) -> Self {
        let both = known.people.iter().map(|person| person.address);
        let both = both.flat_map(|address| [u32::from(address), u32::from_le_bytes(address.octets())]);
        Self { span: known.span, addresses: both.map(i64::from).collect() }
    }

    fn hit(&self, value: &Value, place: &str) -> Option<Hit> {
        let (whole, real, words, bytes) = value;
        let what = whole.and_then(|number| self.whole(number)).or_else(|| self.real((*real)?));
        let what = what.or_else(|| self.text(words.as_ref()?)).or_else(|| self.bytes(bytes.as_ref()?))?;
        Some(Hit { what, said: format!("{value:02x?}"), place: place.to_owned() })
    }

    /// What a whole number tells.
    fn whole(&self, number: i64) -> Option<&'static str> {
        let minutes = self.span.0 / 60..=self.span.1 / 60;
        match number {
            _ if self.addresses.contains(&number) => Some("an address as a number"),
            _ if minutes.contains(&number) => Some("a minute as a number"),
            _ => self.moment(number.into()),
        }
    }

    fn moment(&self, number: i128) -> Option<&'static str> {
        let (first, last) = (i128::from(self.span.0), i128::from(self.span.1) + 1);
        UNITS.iter().any(|unit| (first * unit..last * unit).contains(&number)).then_some("a moment as a number")
    }

    fn real(&self, number: f64) -> Option<&'static str> {
        // Within the numbers that are looked for, nothing is cut off.
        self.moment(number as i128).or_else(|| self.moment(((number - JULIAN) * 86_400.0) as i128))
    }

    fn text(&self, words: &str) -> Option<&'static str> {
        let digits: String = words.chars().filter(char::is_ascii_hexdigit).take(12).collect();
        let number = words.parse::<i64>().ok().and_then(|number| self.whole(number));
        let number = number.or_else(|| words.parse::<f64>().ok().and_then(|number| self.real(number)));
        // An id of the seventh kind begins with its millisecond.
        number.or_else(|| self.millisecond(i128::from_str_radix(&digits, 16).ok()?))
    }

    fn millisecond(&self, number: i128) -> Option<&'static str> {
        let (first, last) = (i128::from(self.span.0) * 1_000, (i128::from(self.span.1) + 1) * 1_000);
        (first..last).contains(&number).then_some("a moment in an id")
    }

    fn bytes(&self, bytes: &[u8]) -> Option<&'static str> {
        let begin = |count: usize| {
            let some = bytes.get(..count)?;
            let join = |number: i128, byte: &u8| (number << 8) | i128::from(*byte);
            Some([some.iter().fold(0, join), some.iter().rev().fold(0, join)])
        };
        let moment = begin(8).into_iter().chain(begin(4)).flatten().find_map(|number| self.moment(number));
        let id = || begin(6).into_iter().flatten().find_map(|number| self.millisecond(number));
        let address = || {
            let four = bytes.windows(4).filter(|_| bytes.len() <= SHORT);
            let mut numbers = four.filter_map(|four| Some(u32::from_be_bytes(four.try_into().ok()?)));
            numbers.any(|number| self.addresses.contains(&number.into())).then_some("an address as bytes")
        };
        moment.or_else(id).or_else(address)
    }
}

/// A value as what it is.
type Value = (Option<i64>, Option<f64>, Option<String>, Option<Vec<u8>>);

/// Looks at every value of a database; how many there were, and what was found.
pub async fn examine(pool: &sql::Pool, numbers: &Numbers, signs: &Signs) -> (usize, Vec<Hit>) {
    const TABLES: &str = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
    const COLUMNS: &str = "select name from pragma_table_info($1)";
    let tables: Vec<String> = sql::query_scalar(TABLES).fetch_all(pool).await.expect("tables");
    let (mut count, mut hits) = (0, Vec::new());
    for table in tables {
        let columns: Vec<String> = sql::query_scalar(COLUMNS).bind(&table).fetch_all(pool).await.expect("columns");
        for column in columns {
            let values = values(pool, &table, &column).await;
            let place = format!("{table}.{column}");
            count += values.len();
            hits.extend(values.iter().filter_map(|value| numbers.hit(value, &place)));
            let words = values.iter().filter_map(|(_, _, words, _)| words.as_ref());
            hits.extend(words.flat_map(|words| signs.seek(words.as_bytes(), &place)));
        }
    }
    (count, hits)
}

async fn values(pool: &sql::Pool, table: &str, column: &str) -> Vec<Value> {
    let kinds = ["integer", "real", "text", "blob"];
    let parts = kinds.map(|kind| format!("case typeof(\"{column}\") when '{kind}' then \"{column}\" end"));
    let ask = format!("select {} from \"{table}\"", parts.join(", "));
    sql::query_as(sqlx::AssertSqlSafe(ask)).fetch_all(pool).await.expect("its values")
}
