# Numbers in two waves: Welch's test, and Hedges's g with the interval of the noncentral t.
compare_means <- function(a, b) {
  n <- c(length(a), length(b)); change <- mean(b) - mean(a)
  said <- c(n_earlier = n[1], n_later = n[2], earlier = mean(a), later = mean(b), change = change)
  if (min(n) < 2 || var(a) + var(b) == 0) return(c(said, p = NA))
  welch <- t.test(b, a); df <- sum(n) - 2; unit <- sqrt(sum(1 / n))
  d <- change / sqrt(((n[1] - 1) * var(a) + (n[2] - 1) * var(b)) / df)
  bias <- exp(lgamma(df / 2) - log(df / 2) / 2 - lgamma((df - 1) / 2))
  # The noncentralities at which d lies at either end of 95 %.
  shift <- function(p) {
    off <- function(x) suppressWarnings(pt(d / unit, df, x)) - p
    uniroot(off, d / unit + c(-5, 5), extendInt = "downX", tol = 1e-12)$root
  }
  c(said, low = welch$conf.int[1], high = welch$conf.int[2], g = bias * d,
    g_low = bias * unit * shift(0.975), g_high = bias * unit * shift(0.025), p = welch$p.value)
}
