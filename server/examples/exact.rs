//! How long the exact test of a large table with a few small counts takes. `cargo run -p server --example exact`.

use std::time::Instant;

use server::statistics::exact::freeman_halton;

fn main() {
    let many: Vec<Vec<u64>> = vec![vec![18_000, 22_000, 9_990, 7, 3], vec![18_200, 21_700, 10_090, 9, 1]];
    let wide: Vec<Vec<u64>> = (0..7).map(|row| vec![2_000 + 40 * row, 5_000, 4_000 + 30 * row, 3_000, row]).collect();
    let few = vec![vec![7, 1, 3], vec![87, 18, 84], vec![12, 3, 4], vec![9, 1, 7]];
    for (name, table) in [("2 × 5 of 100,000", many), ("7 × 5 of 100,000", wide), ("4 × 3 of 236", few)] {
        let begin = Instant::now();
        let exact = freeman_halton(&table, 1);
        println!("{name}: {:.0} ms, {exact:?}", begin.elapsed().as_secs_f64() * 1e3);
    }
}
