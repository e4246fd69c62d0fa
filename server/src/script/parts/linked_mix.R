# Answers without an order of the same people: Stuart and Maxwell's test.
linked_mix <- function(a, b, codes) {
  both <- !is.na(a) & !is.na(b); a <- match(a[both], codes); b <- match(b[both], codes)
  given <- sort(unique(c(a, b))); free <- seq_len(length(given) - 1)
  counts <- table(factor(a, given), factor(b, given)); gone <- (rowSums(counts) - colSums(counts))[free]
  spread <- -(counts + t(counts)); diag(spread) <- rowSums(counts) + colSums(counts) - 2 * diag(counts)
  chi <- tryCatch(sum(gone * solve(spread[free, free, drop = FALSE], gone)), error = function(singular) NA)
  c(n = length(a), moved(a, b), p = pchisq(chi, length(free), lower.tail = FALSE))
}
