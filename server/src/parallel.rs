//! The same work on many things, spread over the processors. Call it where waiting is allowed (`spawn_blocking`).

use std::panic::resume_unwind;
use std::thread;

/// Does `work` on every item; results stand in the order of the items.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    shares(items, |share| share.iter().map(&work).collect::<Vec<R>>()).into_iter().flatten().collect()
}

/// Does `work` on each processor's share of the items; results stand in the order of the items.
pub fn shares<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(processors).max(1);
    thread::scope(|scope| {
        let work = &work;
        let parts: Vec<_> = items.chunks(share).map(|part| scope.spawn(move || work(part))).collect();
        // A panic is the worker's: it goes on where the work was asked for.
        parts.into_iter().map(|part| part.join().unwrap_or_else(|cause| resume_unwind(cause))).collect()
    })
}

#[cfg(test)]
mod tests {
    //! Many answers are opened at once.

    #[test]
    fn results_keep_the_order_of_the_items() {
        let numbers: Vec<usize> = (0..1000).collect();
        assert_eq!(
            super::map(&numbers, |number| number * 2),
            numbers.iter().map(|number| number * 2).collect::<Vec<_>>()
        );
        assert!(super::map(&[], |number: &u8| *number).is_empty());
    }
}
