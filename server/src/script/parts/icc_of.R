# Numbers of the same people twice: how much of their spread is the people's own (the ICC of absolute agreement, Shrout
# and Fleiss), with the interval of McGraw and Wong.
icc_of <- function(a, b) {
  both <- !is.na(a) & !is.na(b); x <- cbind(a[both], b[both]); n <- nrow(x); k <- 2
  units <- k * var(rowMeans(x)); times <- n * var(colMeans(x))
  rest <- sum((x - rowMeans(x) - rep(colMeans(x), each = n) + mean(x))^2) / ((n - 1) * (k - 1))
  icc <- (units - rest) / (units + (k - 1) * rest + k * (times - rest) / n)
  f <- k * icc * times / rest; left <- n * (1 + (k - 1) * icc) - k * icc
  df <- (k - 1) * (n - 1) * (f + left)^2 / ((n - 1) * f^2 + left^2)
  upper <- qf(0.975, n - 1, df); lower <- qf(0.975, df, n - 1); others <- k * times + (k * n - k - n) * rest
  c(icc = icc, icc_low = n * (units - upper * rest) / (upper * others + n * units),
    icc_high = n * (lower * units - rest) / (others + n * lower * units))
}
