//! Help lines of a study, in order: whom to call or write to. Numbers change; each carries the day somebody checked it.

use super::{Store, sql};
use crate::name::{self, Fault};
use crate::{Error, Result, chance};
use instruments::Text;

/// Characters of a name or a number at most.
const LONGEST: usize = 200;

/// One line of the help box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpLine {
    /// What it is called, by language.
    pub name: Text,
    /// Number to call, as it is shown; empty where there is none.
    pub call: String,
    /// Number to text, with what to write in brackets: "233733 (HELP)"; empty where there is none.
    pub message: String,
    /// The day somebody of the study checked it (`2026-11-22`); empty while nobody has.
    pub checked_on: String,
}

/// Days after which somebody is reminded to check again.
pub const CHECK_AGAIN: i64 = 90;

impl HelpLine {
    /// Whether it was checked too long ago.
    pub fn is_due(&self, today: jiff::civil::Date) -> bool {
        let checked: Option<jiff::civil::Date> = self.checked_on.parse().ok();
        checked.is_none_or(|day| (today - day).get_days() as i64 > CHECK_AGAIN)
    }

    fn checked(&self) -> Result<()> {
        let words = self.name.0.values().chain([&self.call, &self.message]);
        for word in words {
            if let Err(fault @ (Fault::Long | Fault::Unseen)) = name::line(word, LONGEST) {
                return Err(fault.error("help-name-missing", LONGEST));
            }
        }
        let code = match self {
            line if !line.name.has("en") && line.name.0.values().all(|text| text.trim().is_empty()) => {
                "help-name-missing"
            }
            line if line.call.trim().is_empty() && line.message.trim().is_empty() => "help-number-missing",
            line if !line.checked_on.is_empty() && line.checked_on.parse::<jiff::civil::Date>().is_err() => {
                "help-date-wrong"
            }
            _ => return Ok(()),
        };
        Err(Error::Invalid(code, self.name.get("en").to_owned()))
    }
}

/// The lines of a study, in order.
pub async fn list(store: &Store, study: &str) -> Result<Vec<HelpLine>> {
    const LIST: &str =
        "select name, call, message, checked_on from help_lines where study_id = $1 order by position, id";
    let rows: Vec<(String, String, String, String)> = sql::query_as(LIST).bind(study).fetch_all(&store.pool).await?;
    let read = |(name, call, message, checked_on): (String, _, _, _)| {
        let name = serde_json::from_str(&name).map_err(|error| Error::internal("help line", error))?;
        Ok(HelpLine { name, call, message, checked_on })
    };
    rows.into_iter().map(read).collect()
}

/// Replaces the lines of a study by these, in this order.
pub async fn replace(to: &mut sql::Connection, study: &str, lines: &[HelpLine]) -> Result<()> {
    const CLEAR: &str = "delete from help_lines where study_id = $1";
    const ADD: &str = "insert into help_lines (id, study_id, position, name, call, message, checked_on) \
                       values ($1, $2, $3, $4, $5, $6, $7)";
    sql::query(CLEAR).bind(study).execute(&mut *to).await?;
    for (position, line) in lines.iter().enumerate() {
        line.checked()?;
        let name = serde_json::to_string(&line.name).map_err(|error| Error::internal("help line", error))?;
        sql::query(ADD)
            .bind(chance::id())
            .bind(study)
            .bind(position as i64)
            .bind(name)
            .bind(line.call.trim())
            .bind(line.message.trim())
            .bind(&line.checked_on)
            .execute(&mut *to)
            .await?;
    }
    Ok(())
}

/// The national lines of the United States: what every study starts with. Nobody of the study has checked them yet.
pub fn national() -> Vec<HelpLine> {
    let line = |en: &str, es: &str, call: &str, message: &str| HelpLine {
        name: Text([("en".to_owned(), en.to_owned()), ("es".to_owned(), es.to_owned())].into()),
        call: call.to_owned(),
        message: message.to_owned(),
        checked_on: String::new(),
    };
    vec![
        line("In danger right now", "En peligro ahora mismo", "911", ""),
        line(
            "National Human Trafficking Hotline",
            "Línea Nacional contra la Trata de Personas",
            "1-888-373-7888",
            "233733 (HELP)",
        ),
        line("988 Suicide & Crisis Lifeline", "988 Línea de Prevención del Suicidio y Crisis", "988", "988"),
    ]
}

#[cfg(test)]
mod tests {
    //! A coordinator keeps the help lines of a study true.

    use super::*;

    #[test]
    fn a_line_checked_more_than_ninety_days_ago_is_due() {
        let line = HelpLine { checked_on: "2026-01-01".into(), ..HelpLine::default() };
        assert!(!line.is_due(jiff::civil::date(2026, 4, 1)));
        assert!(line.is_due(jiff::civil::date(2026, 4, 2)));
        assert!(HelpLine::default().is_due(jiff::civil::date(2026, 4, 2)), "never checked");
    }

    #[test]
    fn a_line_without_number_or_name_is_refused() {
        let good = national().remove(0);
        assert!(good.checked().is_ok());
        assert!(matches!(
            HelpLine { call: " ".into(), ..good.clone() }.checked(),
            Err(Error::Invalid("help-number-missing", _))
        ));
        assert!(matches!(
            HelpLine { name: Text::default(), ..good.clone() }.checked(),
            Err(Error::Invalid("help-name-missing", _))
        ));
        assert!(matches!(
            HelpLine { checked_on: "yesterday".into(), ..good }.checked(),
            Err(Error::Invalid("help-date-wrong", _))
        ));
    }
}
