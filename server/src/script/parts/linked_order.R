# Ordered answers of the same people: signed ranks after Pratt, exact over all signs up to 100 who moved.
linked_order <- function(a, b) {
  both <- !is.na(a) & !is.na(b); change <- (b - a)[both]
  ranks <- rank(abs(change))[change != 0]; rose <- sum(ranks[change[change != 0] > 0])
  if (length(ranks) > 100) p <- 2 * pnorm(-abs(2 * rose - sum(ranks)) / sqrt(sum(ranks^2)))
  else {
    ways <- 1
    for (r in 2 * ranks) ways <- c(ways, numeric(r)) + c(numeric(r), ways)
    p <- sum(ways[abs(seq_along(ways) - 1 - sum(ranks)) >= abs(2 * rose - sum(ranks))]) / 2^length(ranks)
  }
  c(n = sum(both), moved(a[both], b[both]), bonett_price(sum(change > 0), sum(change < 0), length(change)), p = p)
}
