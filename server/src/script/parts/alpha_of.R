# Cronbach's alpha with Feldt's interval, the standardised alpha (of two items Spearman and Brown's) and the mean correlation
# between items, on people who answered every item.
alpha_of <- function(items) {
  items <- items[rowSums(is.na(items)) == 0, , drop = FALSE]; n <- nrow(items); k <- ncol(items)
  alpha <- k / (k - 1) * (1 - sum(diag(cov(items))) / sum(cov(items)))
  f <- qf(c(0.975, 0.025), n - 1, (n - 1) * (k - 1)); r <- suppressWarnings(cor(items)); r <- mean(r[lower.tri(r)])
  c(n = n, alpha = alpha, low = 1 - (1 - alpha) * f[1], high = 1 - (1 - alpha) * f[2],
    standardised = k * r / (1 + (k - 1) * r), mean_correlation = r)
}
