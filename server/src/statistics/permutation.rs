//! Exact distribution of a rank sum over all ways to deal the answers to two groups, ties and all.

/// P(|W − E W| ≥ |w − E W|) of the rank sum `w` of `chosen` answers out of all, given every answer's midrank, doubled so
/// that it is whole (Streitberg & Röhmel 1986). Counts the sets of answers by their sum: hundred answers are the most that
/// is asked of it, which is 50 million additions.
pub fn rank_sum(doubled_ranks: &[u32], chosen: usize, doubled_sum: u64) -> Option<f64> {
    let (all, total) = (doubled_ranks.len(), doubled_ranks.iter().map(|rank| *rank as usize).sum::<usize>());
    if chosen > all || all == 0 {
        return None;
    }
    // Dealing the smaller group is the same as dealing the larger one.
    let (chosen, sum) = if chosen * 2 > all {
        (all - chosen, (total as u64).checked_sub(doubled_sum)? as usize)
    } else {
        (chosen, doubled_sum as usize)
    };
    let ways = ways(doubled_ranks, chosen);
    let distance = |sum: usize| (sum * all).abs_diff(total * chosen);
    let far = ways.iter().enumerate().filter(|(other, _)| distance(*other) >= distance(sum));
    let probability = far.map(|(_, count)| count).sum::<f64>() / ways.iter().sum::<f64>();
    probability.is_finite().then(|| probability.min(1.0))
}

/// How many sets of `chosen` ranks there are for each sum.
fn ways(ranks: &[u32], chosen: usize) -> Vec<f64> {
    let mut sorted: Vec<usize> = ranks.iter().map(|rank| *rank as usize).collect();
    sorted.sort_unstable();
    let width = 1 + sorted.iter().rev().take(chosen).sum::<usize>();
    let mut ways = vec![vec![0.0; width]; chosen + 1];
    ways[0][0] = 1.0;
    // The largest sum of the ranks so far, by how many of them are taken.
    for (seen, rank) in sorted.iter().enumerate() {
        for taken in (1..=chosen.min(seen + 1)).rev() {
            let reach: usize = sorted[..=seen].iter().rev().take(taken).sum();
            let (fewer, more) = ways.split_at_mut(taken);
            let (from, to) = (&fewer[taken - 1][..=reach - rank], &mut more[0][*rank..=reach]);
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
    }
    ways.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    //! A researcher has answers few enough to deal them in every way by hand.

    use super::*;

    #[test]
    fn two_groups_apart_are_the_rarest_of_all_deals() {
        // Ten ways to choose two of five; only the lowest and the highest pair are this far out.
        assert_eq!(rank_sum(&[2, 4, 6, 8, 10], 2, 6), Some(0.2));
        assert_eq!(rank_sum(&[2, 4, 6, 8, 10], 3, 24), Some(0.2));
    }

    #[test]
    fn ties_share_their_rank() {
        assert_eq!(rank_sum(&[3, 3, 7, 7], 2, 6), Some(2.0 / 6.0));
        assert_eq!(rank_sum(&[5, 5, 5, 5], 2, 10), Some(1.0));
    }

    #[test]
    fn a_hundred_answers_are_counted_without_overflow() {
        let ranks: Vec<u32> = (1..=100).map(|rank| 2 * rank).collect();
        let p = rank_sum(&ranks, 50, 50 * 51).unwrap();
        assert!(p > 0.0 && p < 1e-28, "{p}");
    }
}
