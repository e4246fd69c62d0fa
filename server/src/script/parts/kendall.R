# Kendall's tau-b of a table whose rows and columns are in order, with both kinds of ties in its variance. Of answers by
# time its z is Jonckheere and Terpstra's.
kendall <- function(counts) {
  n <- sum(counts); r <- rowSums(counts); k <- colSums(counts); score <- 0
  for (i in seq_along(r)) for (j in seq_along(k)) {
    below <- row(counts) > i
    score <- score + counts[i, j] * (sum(counts[below & col(counts) > j]) - sum(counts[below & col(counts) < j]))
  }
  single <- function(t) sum(t * (t - 1) * (2 * t + 5))
  both <- function(f) sum(f(r)) * sum(f(k))
  variance <- (n * (n - 1) * (2 * n + 5) - single(r) - single(k)) / 18 +
    both(function(t) t * (t - 1)) / (2 * n * (n - 1)) +
    both(function(t) t * (t - 1) * (t - 2)) / (9 * n * (n - 1) * (n - 2))
  z <- score / sqrt(variance)
  c(tau_b = 2 * score / sqrt((n^2 - sum(r^2)) * (n^2 - sum(k^2))), z = z, p = 2 * pnorm(-abs(z)))
}
