# Numbers of the same people: both means, and the mean change in its own standard deviations (dz) with the interval of the
# noncentral t.
dz_of <- function(a, b) {
  both <- !is.na(a) & !is.na(b); a <- a[both]; b <- b[both]; n <- length(a); change <- b - a
  said <- c(mean_earlier = mean(a), mean_later = mean(b))
  if (n < 2 || sd(change) <= 1e-12 * max(abs(change))) return(c(said, dz = NA, dz_low = NA, dz_high = NA))
  dz <- mean(change) / sd(change); t <- dz * sqrt(n)
  shift <- function(p) {
    off <- function(x) suppressWarnings(pt(t, n - 1, x)) - p
    tryCatch(uniroot(off, t + c(-5, 5), extendInt = "downX", tol = 1e-12)$root, error = function(far) NA)
  }
  c(said, dz = dz, dz_low = shift(0.975) / sqrt(n), dz_high = shift(0.025) / sqrt(n))
}
