# Yes or no in two waves: shares, their change, Cohen's h.
compare_shares <- function(a, b) {
  k <- c(sum(a), sum(b)); n <- c(length(a), length(b)); angle <- 2 * asin(sqrt(k / n))
  c(n_earlier = n[1], n_later = n[2], newcombe(k, n), h = angle[2] - angle[1], p = p_of_shares(k, n))
}
