//! An instrument on paper.
