# Ordered answers in two waves: how often the later of a pair is higher and lower, Cliff's delta with the interval of
# Brunner and Munzel, mean scores, and the share of the upper answers with its change.
compare_order <- function(a, b, upper) {
  n <- c(length(a), length(b)); ranks <- rank(c(a, b))
  of_a <- (ranks[seq_along(a)] - rank(a)) / n[2]; of_b <- (ranks[-seq_along(a)] - rank(b)) / n[1]
  s <- mean(of_b); v <- c(var(of_a) / n[1], var(of_b) / n[2])
  limits <- c(NA, NA)
  if (isTRUE(sum(v) > 0) && s > 0 && s < 1)
    limits <- plogis(qlogis(s) + c(-1, 1) * qt(0.975, sum(v)^2 / sum(v^2 / (n - 1))) * sqrt(sum(v)) / (s * (1 - s)))
  k <- c(sum(a %in% upper), sum(b %in% upper))
  c(n_earlier = n[1], n_later = n[2], higher = mean(findInterval(b, sort(a), left.open = TRUE)) / n[1],
    lower = mean(findInterval(a, sort(b), left.open = TRUE)) / n[2],
    delta = 2 * s - 1, delta_low = 2 * limits[1] - 1, delta_high = 2 * limits[2] - 1,
    mean_earlier = mean(a), mean_later = mean(b), newcombe(k, n), p = p_of_ranks(a, b))
}
