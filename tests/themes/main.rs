//! A researcher looks for themes in words: what sets a code apart, what stands together, what is like what.
//!
//! `fixtures/themes/reference.json` holds what scikit-learn, nltk, statsmodels, convokit and scattertext find in made-up
//! words; `fixtures/themes/housing.csv` holds invented answers about housing, coded by hand.

#[path = "../housing/mod.rs"]
mod housing;
mod keyness;
mod likeness;
#[path = "../oracle/mod.rs"]
mod oracle;
mod reference;
mod together;
