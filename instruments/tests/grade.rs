//! A researcher asks how hard a text is to read; published examples and hand counts say whether the answer is right.

use instruments::{grade, is_measured};

#[test]
fn a_published_english_example_has_its_published_grade() {
    let text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.";
    let grade = grade(text, "en").expect("measured");
    assert!((grade - 11.3).abs() < 0.05, "{grade}");
}

#[test]
fn a_spanish_text_counted_by_hand_has_its_grade() {
    // Two sentences, ten words, sixteen syllables: -0.205 × 20 + 0.049 × 160 - 3.407.
    let text = "La casa es muy buena. ¿Quién vive con usted ahora?";
    let grade = grade(text, "es-MX").expect("measured");
    assert!((grade - (-0.205 * 20.0 + 0.049 * 160.0 - 3.407)).abs() < 1e-9, "{grade}");
}

/// How many syllables the English formula must have counted in one word.
fn english(word: &str) -> f64 {
    ((grade(word, "en").expect("measured") + 15.59 - 0.39) / 11.8).round()
}

#[test]
fn english_syllables_are_counted_as_they_are_said() {
    for (word, wanted) in [
        ("housing", 2.0),
        ("table", 2.0),
        ("wanted", 2.0),
        ("houses", 2.0),
        ("family", 3.0),
        ("advocate", 3.0),
        ("community", 4.0),
    ] {
        assert_eq!(english(word), wanted, "{word}");
    }
    for word in ["home", "helped", "lived", "homes", "cat"] {
        assert!(english(word) <= 2.0, "{word}");
    }
}

#[test]
fn simple_words_are_below_hard_ones() {
    for (language, simple, hard) in [
        (
            "en",
            "We ask you a few things. You can stop at any time.",
            "Participation constitutes acknowledgement of institutional confidentiality limitations.",
        ),
        (
            "es",
            "Le hacemos unas preguntas. Puede parar cuando quiera.",
            "La participación constituye reconocimiento de limitaciones institucionales de confidencialidad.",
        ),
    ] {
        let (simple, hard) = (grade(simple, language).expect("measured"), grade(hard, language).expect("measured"));
        assert!(simple < 6.0 && hard > 12.0, "{language}: {simple} {hard}");
    }
}

#[test]
fn other_languages_and_nothing_at_all_are_not_measured() {
    assert!(!is_measured("ar") && is_measured("en-US"));
    assert_eq!(
        (grade("كلمة", "ar"), grade("", "en"), grade("1, 2, 3", "en"), grade("。", "en")),
        (None, None, None, None)
    );
}
