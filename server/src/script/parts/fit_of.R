# A sample held against known shares: Pearson's chi-square and Cohen's w. Where fewer than 5 are expected somewhere, p
# is the chance of all outcomes that are no likelier than this one, unless they are more than a million.
fit_of <- function(margin) {
  counts <- as.vector(table(margin$x))[margin$shares > 0]; shares <- margin$shares[margin$shares > 0]
  shares <- shares / sum(shares); n <- sum(counts); k <- length(counts); expected <- n * shares
  chi <- sum((counts - expected)^2 / expected); p <- pchisq(chi, k - 1, lower.tail = FALSE)
  if (min(expected) < 5 && choose(n + k - 1, k - 1) <= 1e6) {
    ways <- function(left, of) {
      if (of == 1) matrix(left) else do.call(rbind, lapply(0:left, function(i) cbind(i, ways(left - i, of - 1))))
    }
    chance <- function(m) lgamma(n + 1) - rowSums(lgamma(m + 1)) + c(m %*% log(shares))
    all <- chance(ways(n, k)); p <- min(1, sum(exp(all[all <= chance(t(counts)) + 1e-7])))
  }
  c(n = n, chi_squared = chi, df = k - 1, least_expected = min(expected), w = sqrt(chi / n), p = p)
}
