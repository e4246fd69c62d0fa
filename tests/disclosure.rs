//! A reader tries to work out who stands behind small counts of published tables, with another solver than the one that
//! hid them: flows in a network.

use std::collections::VecDeque;

use server::chance::Seeded;
use server::disclosure::{Bounds, Figures, NotSafe, Standing, Table, Threshold, suppress};

/// No limit.
const ENDLESS: u64 = u64::MAX / 4;

/// Hidden counts of a two-way table as arcs between its sums: each count is in two of them, once on either side.
struct Network {
    nodes: usize,
    /// From, to, place, count.
    arcs: Vec<(usize, usize, usize, u64)>,
}

impl Network {
    /// Rows' sums are nodes with their parts going out; columns' sums with their parts coming in. The last row's parts
    /// are the columns' totals and turn round, as do the last column's.
    fn of(table: &Table, hidden: &[usize]) -> Self {
        let (rows, columns) = (table.rows(), table.columns());
        let arc = |place: &usize| {
            let (row, column) = table.cell(*place);
            let (row_node, column_node) = (row, rows + column);
            let turned = (row + 1 == rows) != (column + 1 == columns);
            let (from, to) = if turned { (column_node, row_node) } else { (row_node, column_node) };
            (from, to, *place, table.figures.counts()[*place])
        };
        Self { nodes: rows + columns, arcs: hidden.iter().map(arc).collect() }
    }

    /// The least and the most of one count: what can be pushed round through it, either way.
    fn bounds(&self, target: usize) -> Bounds {
        let (from, to, _, count) = self.arcs[target];
        let more = self.push(target, to, from, ENDLESS);
        let less = self.push(target, from, to, count);
        Bounds { low: count - less, high: (more < ENDLESS).then(|| count + more) }
    }

    /// How much can be pushed from one node to another without the target, by shortest ways (Edmonds & Karp 1972).
    fn push(&self, target: usize, from: usize, to: usize, most: u64) -> u64 {
        let mut room: Vec<(u64, u64)> = self.arcs.iter().map(|(.., count)| (ENDLESS, *count)).collect();
        room[target] = (0, 0);
        let mut pushed = 0;
        while pushed < most {
            let Some(way) = self.way(&room, from, to) else { break };
            let narrow = way.iter().map(|(arc, along)| if *along { room[*arc].0 } else { room[*arc].1 });
            let amount = narrow.min().unwrap_or(0).min(most - pushed);
            if amount >= ENDLESS / 2 {
                return ENDLESS;
            }
            for (arc, along) in way {
                let (forth, back) = room[arc];
                room[arc] = if along { (forth - amount, back + amount) } else { (forth + amount, back - amount) };
            }
            pushed += amount;
        }
        pushed
    }

    fn way(&self, room: &[(u64, u64)], from: usize, to: usize) -> Option<Vec<(usize, bool)>> {
        let mut came: Vec<Option<(usize, bool, usize)>> = vec![None; self.nodes];
        let mut next = VecDeque::from([from]);
        while let Some(node) = next.pop_front() {
            for (arc, (start, end, ..)) in self.arcs.iter().enumerate() {
                for (along, here, there, left) in
                    [(true, *start, *end, room[arc].0), (false, *end, *start, room[arc].1)]
                {
                    if here == node && left > 0 && there != from && came[there].is_none() {
                        came[there] = Some((arc, along, node));
                        next.push_back(there);
                    }
                }
            }
        }
        let (mut way, mut node) = (Vec::new(), to);
        while node != from {
            let (arc, along, before) = came[node]?;
            way.push((arc, along));
            node = before;
        }
        Some(way)
    }
}

/// What the reader can work out of each hidden count.
fn worked_out(table: &Table, figures: &Figures) -> Vec<(usize, Bounds)> {
    let hidden: Vec<usize> = figures.hidden().collect();
    let network = Network::of(table, &hidden);
    (0..hidden.len()).map(|target| (hidden[target], network.bounds(target))).collect()
}

/// Small counts that are shown or known too well, by the rule as it is written and not by the product's.
fn found(table: &Table, figures: &Figures, smallest: u64) -> Vec<usize> {
    let bounds = worked_out(table, figures);
    let hides = |place: usize| {
        let bounds = bounds.iter().find(|(hidden, _)| *hidden == place).map(|(_, bounds)| *bounds);
        bounds
            .is_some_and(|Bounds { low, high }| high.is_none_or(|high| high >= smallest && high - low >= smallest - 1))
    };
    let counts = figures.counts().iter().enumerate();
    let small = counts.filter(|(_, count)| (1..smallest).contains(*count)).map(|(place, _)| place);
    small.filter(|place| !hides(*place)).collect()
}

/// A table of 2 to 6 rows and 2 to 5 columns, some of whose groups are small.
fn random_table(random: &mut Seeded) -> Vec<Vec<u64>> {
    let (rows, columns) = (2 + random.below(5), 2 + random.below(4));
    let scale = [6, 12, 25, 60][random.below(4) as usize];
    let count = |random: &mut Seeded| random.below(scale) * random.below(scale) / scale;
    (0..rows).map(|_| (0..columns).map(|_| count(random)).collect()).collect()
}

#[test]
fn the_reader_finds_no_small_count_in_ten_thousand_random_tables() {
    let mut random = Seeded::new(2026);
    let (mut whole, mut hidden, mut refused, mut others) = (0, 0, 0, 0);
    for _ in 0..10_000 {
        let smallest = if random.below(3) == 0 { 11 } else { 5 };
        let table = Table::new(&random_table(&mut random)).expect("a table");
        match suppress(&table.figures, Threshold::new(smallest)) {
            Ok(safe) => {
                assert_eq!(found(&table, &safe.figures, smallest), Vec::<usize>::new(), "{:?}", table.figures.counts());
                if safe.small.is_empty() {
                    whole += 1
                } else {
                    hidden += 1
                }
                others += safe.others.len();
            }
            Err(NotSafe::Exposed(_)) => refused += 1,
            Err(NotSafe::Unsolved) => panic!("not solved: {:?}", table.figures.counts()),
        }
    }
    println!("{whole} shown whole, {hidden} with {others} others hidden, {refused} refused");
    assert!(hidden > 5_000, "most tables have something to hide");
}

#[test]
fn the_reader_finds_what_hiding_small_counts_alone_leaves_open() {
    let mut random = Seeded::new(7);
    let mut exposed = 0;
    for _ in 0..200 {
        let mut table = Table::new(&random_table(&mut random)).expect("a table");
        let small: Vec<usize> = table.figures.small(Threshold::new(5)).collect();
        small.iter().for_each(|place| table.figures.set(*place, Standing::Hidden));
        exposed += usize::from(!found(&table, &table.figures, 5).is_empty());
    }
    assert!(exposed > 100, "{exposed} of 200");
}

#[test]
fn both_attackers_agree_on_every_bound() {
    let mut random = Seeded::new(11);
    for _ in 0..500 {
        let mut table = Table::new(&random_table(&mut random)).expect("a table");
        for place in 0..table.figures.counts().len() {
            if random.below(3) == 0 {
                table.figures.set(place, Standing::Hidden);
            }
        }
        let attacked = table.figures.attack().expect("an attack");
        let attacked: Vec<(usize, Bounds)> = attacked.iter().map(|finding| (finding.place, finding.bounds)).collect();
        assert_eq!(attacked, worked_out(&table, &table.figures), "{:?}", table.figures.counts());
    }
}

#[test]
fn a_second_release_shows_nothing_of_what_the_first_one_hid() {
    // The first release: groups by answers. The second one: the same groups by age, whose group totals are those of the
    // first. What the first one showed cannot be taken back, and what it hid must stay hidden.
    let threshold = Threshold::new(5);
    let mut random = Seeded::new(23);
    let mut released = 0;
    for _ in 0..300 {
        let first = Table::new(&random_table(&mut random)).expect("a table");
        let Ok(safe) = suppress(&first.figures, threshold) else { continue };
        let mut figures = Figures::default();
        for (place, count) in first.figures.counts().iter().enumerate() {
            figures.count(*count, if safe.figures.is_hidden(place) { Standing::Hidden } else { Standing::Known });
        }
        first.figures.sums().iter().for_each(|sum| figures.sum(sum.parts.clone(), sum.total));
        for row in 0..first.rows() - 1 {
            let total = first.place(row, first.columns() - 1);
            let all = first.figures.counts()[total];
            let young = random.below(all + 1);
            let parts = vec![figures.count(young, Standing::Open), figures.count(all - young, Standing::Open)];
            figures.sum(parts, total);
        }
        let Ok(second) = suppress(&figures, threshold) else { continue };
        released += 1;
        assert!(second.figures.audit(threshold).expect("an audit").is_safe());
        let still = |place: usize| !safe.figures.is_hidden(place) || second.figures.is_hidden(place);
        assert!((0..first.figures.counts().len()).all(still), "what was hidden is shown");
        let small = (0..figures.counts().len()).filter(|place| threshold.hides(figures.counts()[*place]));
        assert!(small.into_iter().all(|place| second.figures.is_hidden(place)));
    }
    assert!(released > 100, "{released} second releases");
}
