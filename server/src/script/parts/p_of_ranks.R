# Mann and Whitney's p: up to 100 answers over all ways to deal the midranks, counted by their sums; else by z.
p_of_ranks <- function(a, b) {
  if (length(unique(c(a, b))) < 2) return(NA)
  if (length(c(a, b)) > 100) return(wilcox.test(b, a, exact = FALSE, correct = FALSE)$p.value)
  ranks <- round(2 * rank(c(a, b))); few <- min(length(a), length(b))
  own <- if (length(a) == few) ranks[seq_along(a)] else ranks[-seq_along(a)]
  ways <- matrix(0, few + 1, sum(ranks) + 1); ways[1, 1] <- 1
  for (r in ranks) for (taken in few:1) {
    sums <- seq_len(ncol(ways) - r)
    ways[taken + 1, sums + r] <- ways[taken + 1, sums + r] + ways[taken, sums]
  }
  dealt <- ways[few + 1, ]; middle <- sum(ranks) * few / length(ranks)
  sum(dealt[abs(seq_along(dealt) - 1 - middle) >= abs(sum(own) - middle) - 1e-7]) / sum(dealt)
}
