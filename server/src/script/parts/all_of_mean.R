# The mean of all who were invited, less unsure the more of them answered.
all_of_mean <- function(x, everybody, ends = c(-Inf, Inf)) {
  x <- x[!is.na(x)]; n <- length(x); alone <- mean_of(x, ends)
  if (n == 0 || n < 0.05 * everybody) return(c(low = NA, high = NA))
  half <- if (n == everybody) 0 else sqrt(1 - n / everybody) * qt(0.975, n - 1) * sd(x) / sqrt(n)
  c(low = max(mean(x) - half, alone[["low"]]), high = min(mean(x) + half, alone[["high"]]))
}
