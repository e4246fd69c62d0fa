//! From words to themes: what sets texts apart, what stands together, what is like what. Pure: passages in, figures out.
//!
//! [`corpus`] holds passages as numbers of words; everything else works on it, on [`members`] (which passages belong
//! to a code, a wave, a site) and on [`Coding`]s. The same input gives the same output, for ever: nothing here draws
//! lots but what takes a seed. Who may see what is decided before, how it looks afterwards. A new view on words is a
//! new file beside these, with its source, and a case in `tests/themes.rs`.

pub mod alike;
pub mod attribute;
pub mod collocation;
pub mod cooccurrence;
pub mod corpus;
pub mod discovery;
pub mod hit_rate;
pub mod keyness;
pub mod members;
pub mod network;
mod nmf;
pub mod saturation;
mod start;
pub mod suggest;
pub mod topics;
pub mod usage;
pub mod vectors;
pub mod words;

/// A code on a span of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Number of the passage.
    pub passage: u32,
    /// Number of the code.
    pub code: u32,
    /// First code point of the span.
    pub start: u32,
    /// Code point after its last.
    pub end: u32,
}
