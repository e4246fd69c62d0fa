//! The two planes: routes, handlers, sessions, protection. Handlers load, decide and redirect; `app` draws.

pub mod assets;
