# A share, k of n, with Wilson's 95 % interval.
wilson <- function(k, n) {
  z <- qnorm(0.975); p <- k / n
  half <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
  c(share = p, low = (p + z^2 / (2 * n) - half) / (1 + z^2 / n), high = (p + z^2 / (2 * n) + half) / (1 + z^2 / n))
}
