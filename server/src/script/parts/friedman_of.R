# Numbers of the same people in several waves, a column each: mean ranks among a person's own, Friedman's test and
# Kendall's W.
friedman_of <- function(x) {
  x <- x[rowSums(is.na(x)) == 0, , drop = FALSE]; n <- nrow(x); k <- ncol(x)
  chi <- friedman.test(x)$statistic[[1]]
  ranks <- setNames(colMeans(t(apply(x, 1, rank))), paste0("rank_", seq_len(k)))
  c(n = n, ranks, chi_squared = chi, w = chi / (n * (k - 1)), p = pchisq(chi, k - 1, lower.tail = FALSE))
}
