//! The US school grade that a text needs, by published formulas: Flesch–Kincaid (1975) for English, Crawford (1984)
//! for Spanish. Other languages are not measured. A new language is one arm in [`grade`] and a way to count syllables.

/// The grade of a text; none where no formula exists for the language, or there are no words.
pub fn grade(text: &str, language: &str) -> Option<f64> {
    let counts = Counts::of(text, syllables_in(language)?);
    let (words, sentences, syllables) =
        (f64::from(counts.words), f64::from(counts.sentences), f64::from(counts.syllables));
    if counts.words == 0 {
        return None;
    }
    let grade = match primary(language) {
        "en" => 0.39 * words / sentences + 11.8 * syllables / words - 15.59,
        _ => -0.205 * (100.0 * sentences / words) + 0.049 * (100.0 * syllables / words) - 3.407,
    };
    Some(grade.max(0.0))
}

/// Whether there is a formula for a language.
pub fn is_measured(language: &str) -> bool {
    syllables_in(language).is_some()
}

/// Texts of fewer words say little about their grade: one long word would decide.
const FEWEST_WORDS: usize = 10;

/// Whether a text is long enough for its own grade to mean something.
pub fn is_long_enough(text: &str) -> bool {
    count_words(text) >= FEWEST_WORDS
}

/// How many words a text has.
fn count_words(text: &str) -> usize {
    words(text).count()
}

fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

fn syllables_in(language: &str) -> Option<fn(&str) -> u32> {
    match primary(language) {
        "en" => Some(english_syllables),
        "es" => Some(spanish_syllables),
        _ => None,
    }
}

struct Counts {
    words: u32,
    sentences: u32,
    syllables: u32,
}

impl Counts {
    fn of(text: &str, syllables: fn(&str) -> u32) -> Self {
        let mut counts = Self { words: 0, sentences: 0, syllables: 0 };
        for sentence in text.split(['.', '?', '!', '…', ';', ':', '\n']) {
            let before = counts.words;
            for word in words(sentence) {
                counts.words += 1;
                counts.syllables += syllables(&word.to_lowercase());
            }
            counts.sentences += u32::from(counts.words > before);
        }
        counts
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '\'' || letter == '’'));
    pieces.filter(|word| word.chars().any(char::is_alphabetic))
}

/// Groups of vowels, without a silent `e` or `ed` at the end.
fn english_syllables(word: &str) -> u32 {
    let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let vowel = |letter: &char| "aeiouyáéíóúèêïü".contains(*letter);
    let mut groups = 0;
    let mut inside = false;
    for letter in &letters {
        groups += u32::from(vowel(letter) && !inside);
        inside = vowel(letter);
    }
    let ends = |end: &str| word.ends_with(end);
    let consonant_before = |back: usize| letters.len() > back && !vowel(&letters[letters.len() - 1 - back]);
    let silent_e = ends("e") && !ends("le") && consonant_before(1);
    let silent_le = ends("le") && !consonant_before(2);
    let silent_es = ends("es")
        && consonant_before(2)
        && !["ses", "zes", "ches", "shes", "xes", "ces", "ges"].iter().any(|end| ends(end));
    let silent_ed = ends("ed") && consonant_before(2) && !ends("ted") && !ends("ded");
    let silent = silent_e || silent_le || silent_es || silent_ed;
    (groups - u32::from(silent && groups > 1)).max(1)
}

/// Vowels, where a weak one beside another without an accent of its own makes one syllable with it.
fn spanish_syllables(word: &str) -> u32 {
    let word = word.replace("qu", "q").replace("gue", "ge").replace("gui", "gi");
    let mut count = 0;
    let mut before: Option<char> = None;
    for letter in word.chars() {
        let is_final_y = letter == 'y' && word.ends_with('y');
        let vowel = "aeiouáéíóúü".contains(letter) || is_final_y;
        let weak = |letter: char| "iuüy".contains(letter);
        let strong = |letter: char| "aeoáéó".contains(letter);
        let together = before.is_some_and(|before| {
            weak(before) && (strong(letter) || weak(letter) || "íú".contains(letter) && weak(before))
                || strong(before) && weak(letter)
        });
        count += u32::from(vowel && !together);
        before = vowel.then_some(letter);
    }
    count.max(1)
}
