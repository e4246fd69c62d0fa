//! Invented open answers. Nobody ever wrote them.

/// Sentences for questions that take several lines.
pub const SENTENCES: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "Staff who listen and do not rush me.",
            "A door that locks, and a window.",
            "More places that take children.",
            "The waiting list is the hardest part. Nobody says how long.",
            "Rules about phones should be explained at the start.",
            "Rent help for the first three months would change everything.",
            "People returned calls within a day. That mattered most.",
            "Transport to appointments, especially outside town.",
            "Ask before you decide what we need.",
            "A shared calendar of open beds, kept true every morning.",
            "We never know who has room until we have called ten places.",
            "Please keep meeting after the summit; one day is not enough.",
            "Clear words about who does what would help us most.",
            "Somebody who speaks Spanish on every shift.",
            "Pets should be allowed. Many stay away because of that.",
            "It was good to be asked.",
        ],
    ),
    (
        "es",
        &[
            "Que me escuchen sin prisa.",
            "Una puerta con llave y una ventana.",
            "Más lugares que acepten niños.",
            "Esperar fue lo más difícil. Nadie decía cuánto tiempo.",
            "Ayuda con la renta los primeros meses.",
            "Alguien que hable español en todos los turnos.",
        ],
    ),
];

/// Words for questions that take one line.
pub const LINES: &[&str] =
    &["a quiet street", "near a bus stop", "a garden", "evening hours", "a shared kitchen", "child care"];

/// Sentences in a language, else in English.
pub fn sentences(language: &str) -> &'static [&'static str] {
    let own = SENTENCES.iter().find(|(tag, _)| *tag == language).or(SENTENCES.first());
    own.map_or(&[], |(_, sentences)| sentences)
}
