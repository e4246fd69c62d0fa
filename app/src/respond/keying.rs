//! Typing answers from paper: one dense page, by keyboard alone.
