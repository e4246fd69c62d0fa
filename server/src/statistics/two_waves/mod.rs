//! Two independent waves of one question. A change is always the later wave minus the earlier one.
//!
//! One module for each kind of answer: yes or no, unordered, ordered, numbers; and one for a gap between groups. People who
//! answered twice are compared elsewhere.

pub mod binary;
pub mod gap;
pub mod nominal;
pub mod numeric;
pub mod ordinal;
