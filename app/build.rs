//! Builds the islands (wasm) beside the program.

fn main() {}
