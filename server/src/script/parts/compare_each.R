# Each of them as a share of its wave; p is that of the pooled z, adjusted after Holm.
compare_each <- function(a, b, codes) {
  n <- c(length(a), length(b))
  p <- function(k) if (sum(k) %in% c(0, sum(n))) NA else suppressWarnings(prop.test(k, n, correct = FALSE))$p.value
  of_code <- function(code) { k <- c(sum(a == code), sum(b == code)); c(newcombe(k, n), p = p(k)) }
  each <- t(sapply(codes, of_code))
  cbind(each, adjusted = p.adjust(each[, "p"], "holm"))
}
