//! Respondent pages: no script, no wasm, real labelled controls, exit first.
