//! What may tell who somebody is: found, taken out, and looked for elsewhere.

mod any_text;
mod figures;
mod forms;
mod labelled;
mod replacing;
mod same_words;
