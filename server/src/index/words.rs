//! How texts are cut into words: small letters, accents folded, and where a language is known, stemmed.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer, Token, TokenStream,
};

use crate::coding::Span;

/// Name of the way in which words are kept as they are, but small and without accents.
pub const PLAIN: &str = "plain";

/// Languages that are stemmed: tag and the stemmer.
pub const STEMMED: &[(&str, Language)] =
    &[("en", Language::English), ("es", Language::Spanish), ("fr", Language::French), ("pt", Language::Portuguese)];

/// Cuts texts of a language (or of [`PLAIN`]) into words.
pub fn analyzer(language: &str) -> TextAnalyzer {
    let words = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser);
    match STEMMED.iter().find(|(tag, _)| *tag == base(language)) {
        // Stemmers know accents; they are folded after.
        Some((_, stemmer)) => words.filter(Stemmer::new(*stemmer)).filter(AsciiFoldingFilter).build(),
        None => words.filter(AsciiFoldingFilter).build(),
    }
}

/// The language without its region: `es-MX` is `es`.
pub fn base(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As the analyzer left it.
    pub text: String,
    /// Where it stands, in code points.
    pub span: Span,
}

/// The words of a text, in order.
pub fn cut(analyzer: &mut TextAnalyzer, text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut byte, mut point) = (0, 0_u32);
    let mut points = |to: usize| {
        if let Some(between) = text.get(byte..to) {
            point += between.chars().count() as u32;
            byte = to;
        }
        point
    };
    analyzer.token_stream(text).process(&mut |token: &Token| {
        let start = points(token.offset_from);
        if let Some(span) = Span::new(start, points(token.offset_to)) {
            words.push(Word { text: token.text.clone(), span });
        }
    });
    words
}

/// A single word as an analyzer leaves it; empty where nothing is left.
pub fn one(analyzer: &mut TextAnalyzer, word: &str) -> String {
    cut(analyzer, word).into_iter().next().map(|word| word.text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    //! Answers in two languages are cut into words.

    use super::*;

    #[test]
    fn words_are_stemmed_in_their_language_and_keep_their_places() {
        let mut english = analyzer("en-US");
        let words = cut(&mut english, "🌊 Houses, housing!");
        assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["hous", "hous"]);
        assert_eq!(words[1].span, Span::new(10, 17).unwrap());
        assert_eq!(one(&mut analyzer("es"), "Habitaciones"), one(&mut analyzer("es"), "habitación"));
        assert_eq!(one(&mut analyzer(PLAIN), "Señora"), "senora");
        assert_eq!(one(&mut analyzer(PLAIN), "!"), "");
    }
}
