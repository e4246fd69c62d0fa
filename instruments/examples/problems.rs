//! Prints every problem of instrument files: `cargo run -p instruments --example problems FILE…`.

fn main() {
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path).unwrap_or_default();
        for problem in instruments::check(&source) {
            let line = problem.place.line.unwrap_or(0);
            let mark = if problem.serious { "!" } else { "?" };
            println!("{path}:{line} {mark} {} {} {:?}", problem.code, problem.place.id, problem.values);
        }
    }
}
