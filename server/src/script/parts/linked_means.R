# Numbers of the same people: the paired t test.
linked_means <- function(a, b) {
  both <- !is.na(a) & !is.na(b); a <- a[both]; b <- b[both]; change <- b - a
  said <- c(n = length(change), moved(a, b), change = mean(change))
  if (length(change) < 2 || sd(change) <= 1e-12 * max(abs(change))) return(c(said, p = NA))
  test <- t.test(change)
  c(said, low = test$conf.int[1], high = test$conf.int[2], p = test$p.value)
}
