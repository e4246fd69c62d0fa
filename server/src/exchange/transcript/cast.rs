//! Who of those named at the start of lines is a speaker. A colon also follows "Note" and "So the thing is": a name
//! counts when it is written like one, or comes back, and when enough lines of the file have one.

use std::collections::{BTreeMap, BTreeSet};

/// Words that stand before a colon at the top of transcripts, and are nobody.
const NOBODY: &str = "\
    agenda archivo asistentes asunto attendees audio bcc cc copyright date duración duration example ejemplo \
    fecha file filename from grabación group grupo hora http https id idioma keywords language length link \
    location lugar meeting n.b nb nota notas note notes p.s page participantes participants place present \
    project proyecto ps página re recorded recording resumen session sesión site source subject summary tema \
    time title to topic transcript transcription transcripción título url version video";
/// Words that start a sentence rather than a name.
const SENTENCE: &str = "\
    a an and as because but como cuando el es for here i if in is it la like lo los my no o on or pero porque \
    que si so that the then there these they this um un una we well what when y yeah yes yo you";
/// Small words within names.
const PARTICLES: &str = "\
    al and bin da das de del della den der di do dos du e el ibn la las le los of van von y zu";
/// What people are called who have no name in a transcript.
const ROLES: &str = "\
    a answer coordinator entrevistador entrevistadora facilitador facilitadora facilitator female fg group grupo \
    hablante host interviewee interviewer int male moderador moderadora moderator mujer hombre orador oradora p \
    panelist participant participante persona person pregunta q question r researcher respondent respuesta \
    speaker spk unidentified unknown voice voz woman man";

/// The speakers of a file.
#[derive(Debug, Default)]
pub struct Cast {
    accepted: BTreeSet<String>,
}

impl Cast {
    /// Decides from the names found at the start of lines; `lines` is how many lines or captions have words at all.
    pub fn of<'a>(names: impl Iterator<Item = &'a str>, lines: usize) -> Self {
        let mut counts = BTreeMap::<&str, usize>::new();
        names.for_each(|name| *counts.entry(name).or_default() += 1);
        let weigh = |accepts: &dyn Fn(&str, usize) -> bool| -> (BTreeSet<String>, usize) {
            let accepted = counts.iter().filter(|(name, count)| accepts(name, **count));
            let found: Vec<_> = accepted.map(|(name, count)| ((*name).to_owned(), *count)).collect();
            (found.iter().map(|(name, _)| name.clone()).collect(), found.iter().map(|(_, count)| count).sum())
        };
        let (mut accepted, turns) = weigh(&|name, count| is_name(name) || is_role(name) || comes_back(name, count));
        let roles = accepted.iter().any(|name| is_role(name));
        let several = turns >= 2 && (turns * 10 >= lines || accepted.iter().any(|name| counts[name.as_str()] >= 3));
        if !(several || roles || turns >= 1 && turns * 2 >= lines) {
            return Self::default();
        }
        // Where nearly every line names somebody, one more odd name is somebody too.
        if turns * 10 >= lines * 6 {
            (accepted, _) =
                weigh(&|name, count| is_name(name) || is_role(name) || comes_back(name, count) || is_handle(name));
        }
        Self { accepted }
    }

    /// Whether a name is a speaker's.
    pub fn has(&self, name: &str) -> bool {
        self.accepted.contains(name)
    }

    /// Whether nobody speaks in this file.
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty()
    }
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// Whether one folded word is only what somebody is called who has no name.
pub fn is_role_word(word: &str) -> bool {
    is_in(ROLES, word)
}

fn first_word(name: &str) -> String {
    name.split(|letter: char| letter.is_whitespace() || letter == '_')
        .next()
        .unwrap_or_default()
        .trim_matches('.')
        .to_lowercase()
}

fn is_nobody(name: &str) -> bool {
    is_in(NOBODY, &first_word(name))
}

/// A role, with or without a number: `Speaker 1`, `P3`, `INTERVIEWER`, `Q`.
pub fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    let stem = lower.trim_end_matches(|letter: char| {
        letter.is_ascii_digit() || letter.is_whitespace() || matches!(letter, '#' | '-' | '_' | '.' | '(' | ')')
    });
    is_in(ROLES, stem)
}

/// Every word starts as names do: with a capital, or in a script without capitals. What follows a bar or bracket is a
/// firm or a device, and may be written in any way.
fn is_name(name: &str) -> bool {
    let name = name.split(['|', '(', '@', '/']).next().unwrap_or(name).trim();
    let word = |word: &str| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let lower = bare.to_lowercase();
        let short = ["'s", "'re", "'ve", "'ll", "'m", "'t", "'d"]
            .iter()
            .any(|ending| lower.replace('’', "'").ends_with(ending));
        let starts = bare.chars().next().is_none_or(|first| !first.is_lowercase());
        !short && (starts || is_in(PARTICLES, &lower))
    };
    let starts = name.chars().find(|letter| letter.is_alphabetic()).is_some_and(|first| !first.is_lowercase());
    let sentence = name.contains(' ') && is_in(SENTENCE, &first_word(name));
    starts && !sentence && !is_nobody(name) && name.split_whitespace().all(word)
}

/// A handle, or another short name, that comes back.
fn comes_back(name: &str, count: usize) -> bool {
    let sentence = is_in(SENTENCE, &first_word(name));
    count >= 2 && name.split_whitespace().count() <= 3 && !is_nobody(name) && !sentence
}

fn is_handle(name: &str) -> bool {
    !name.contains(char::is_whitespace) && !is_nobody(name) && !is_in(SENTENCE, &first_word(name))
}
