//! The words that stand on every passage, looked up once for a page.

use crate::language::Language;

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident = $key:literal),* $(,)?) => {
        /// Words of ours, by where they stand.
        pub(super) struct Labels {
            $($(#[$doc])* pub $name: String,)*
        }

        impl Labels {
            /// In a language.
            pub fn of(words: &Language) -> Self {
                Self { $($name: words.say($key),)* }
            }
        }
    };
}

labels! {
    off = "passage-off",
    whole = "passage-whole",
    tools = "passage-tools",
    words = "passage-words",
    words_hint = "passage-words-hint",
    which = "passage-which",
    code = "passage-code",
    code_do = "passage-code-do",
    new_do = "passage-new-do",
    in_vivo_do = "passage-in-vivo-do",
    note = "passage-note",
    note_on = "passage-note-on",
    note_on_passage = "passage-note-on-passage",
    note_do = "passage-note-do",
    note_change = "passage-note-change",
    note_change_hint = "passage-note-change-hint",
    translation = "passage-translation",
    codings = "passage-codings",
    kept = "kept-lead",
    kept_do = "kept-do",
    kept_drop = "kept-drop",
    note_mark = "passage-note-mark",
    quote = "passage-quote",
}
