# Cochran and Armitage's trend of shares over time, and chi-square of any difference between the waves.
trend_of_shares <- function(x, when) {
  k <- tapply(x, when, sum); n <- tapply(x, when, length); time <- as.numeric(names(n))
  if (sum(k) %in% c(0, sum(n))) return(c(z = NA, p = NA, chi_squared = NA, p_any = NA))
  trend <- suppressWarnings(prop.trend.test(k, n, time)); any <- suppressWarnings(prop.test(k, n, correct = FALSE))
  c(z = sign(sum((k - n * sum(k) / sum(n)) * time)) * sqrt(trend$statistic[[1]]), p = trend$p.value,
    chi_squared = any$statistic[[1]], p_any = any$p.value)
}
