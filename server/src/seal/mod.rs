//! Keys and envelopes.
