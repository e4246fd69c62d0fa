# Cochran and Armitage's trend of shares over time.
trend_of_shares <- function(x, when) {
  k <- tapply(x, when, sum); n <- tapply(x, when, length)
  c(p = suppressWarnings(prop.trend.test(k, n, as.numeric(names(n))))$p.value)
}
