# A weighted mean (Hajek) with its linearised standard error, of those who have a weight.
weighted_of <- function(x, w) {
  used <- !is.na(x) & !is.na(w); x <- x[used]; w <- w[used] / sum(w[used]); n <- length(x); mean <- sum(w * x)
  c(n_weighted = n, weighted = if (n > 0) mean else NA,
    se = if (length(unique(x)) > 1) sqrt(n) * sd(w * (x - mean)) else NA)
}
