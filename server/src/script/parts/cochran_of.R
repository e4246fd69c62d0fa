# Yes or no of the same people in several waves, a column each: how many said yes, and Cochran's Q.
cochran_of <- function(x) {
  x <- x[rowSums(is.na(x)) == 0, , drop = FALSE]; k <- ncol(x); yes <- colSums(x); own <- rowSums(x)
  q <- k * (k - 1) * sum((yes - mean(yes))^2) / sum(own * (k - own))
  c(n = nrow(x), setNames(yes, paste0("yes_", seq_len(k))), q = q, p = pchisq(q, k - 1, lower.tail = FALSE))
}
