# A table of counts without its empty rows and columns: chi-square; Cramer's V without bias (Bergsma) with the interval
# of the noncentral chi-square; p is exact (Freeman and Halton) where an expected count is below 5. Where there are too
# many tables to look at, p is drawn, here and on the page, from 99,999 of them, and p_se is its standard error.
association <- function(counts, drawn = FALSE) {
  counts <- counts[rowSums(counts) > 0, colSums(counts) > 0, drop = FALSE]
  if (min(dim(counts)) < 2) return(c(p = NA))
  test <- suppressWarnings(chisq.test(counts, correct = FALSE))
  chi <- test$statistic[[1]]; df <- test$parameter[[1]]; n <- sum(counts); sides <- dim(counts)
  fair <- sides - (sides - 1)^2 / (n - 1)
  # The noncentralities at which chi-square lies at either end of 95 %.
  shift <- function(p) {
    off <- function(x) pchisq(chi, df, x) - p
    if (off(0) < 0) 0 else uniroot(off, c(0, 10 + 2 * chi), extendInt = "downX", tol = 1e-12)$root
  }
  limits <- pmin(1, sqrt(c(shift(0.975), shift(0.025)) / (n * (min(sides) - 1))))
  drawn <- drawn && any(test$expected < 5)
  p <- if (all(test$expected >= 5)) test$p.value
    else if (drawn) fisher.test(counts, simulate.p.value = TRUE, B = 99999)$p.value
    else fisher.test(counts, workspace = 2e7)$p.value
  c(chi_squared = chi, df = df, least_expected = min(test$expected),
    v = min(1, sqrt(max(0, chi / n - df / (n - 1)) / (min(fair) - 1))), v_low = limits[1], v_high = limits[2], p = p,
    if (drawn) c(p_se = sqrt(p * (1 - p) / 99999)))
}
