//! Pure functions on columns: descriptives, intervals, scale scores.
