# p of two shares: Fisher's exact test where an expected count is below 5, else the pooled z.
p_of_shares <- function(k, n) {
  both <- rbind(k, n - k)
  if (any(rowSums(both) == 0)) NA
  else if (min(outer(rowSums(both), n) / sum(n)) < 5) fisher.test(both)$p.value
  else prop.test(k, n, correct = FALSE)$p.value
}
