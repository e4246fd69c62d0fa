# Each option as a share of those who ticked anything that was asked; the shares add up to more than 1.
ticks_of <- function(ticks) {
  n <- sum(rowSums(!is.na(ticks)) > 0)
  t(apply(ticks, 2, function(x) c(n = n, count = sum(x, na.rm = TRUE), wilson(sum(x, na.rm = TRUE), n))))
}
