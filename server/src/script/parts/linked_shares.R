# Yes or no of the same people: McNemar's exact test.
linked_shares <- function(a, b) {
  both <- !is.na(a) & !is.na(b); a <- a[both]; b <- b[both]; up <- sum(b > a); down <- sum(b < a)
  c(n = sum(both), moved(a, b), bonett_price(up, down, length(a)),
    p = if (up + down == 0) 1 else binom.test(up, up + down)$p.value)
}
