# The mean with its t interval, which ends where the scale ends.
mean_of <- function(x, ends = c(-Inf, Inf)) {
  x <- x[!is.na(x)]; n <- length(x)
  half <- if (n > 1 && sd(x) > 0) qt(0.975, n - 1) * sd(x) / sqrt(n) else NA
  c(n = n, mean = mean(x), sd = sd(x), low = max(mean(x) - half, ends[1]), high = min(mean(x) + half, ends[2]))
}
