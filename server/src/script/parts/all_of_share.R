# Of so many people, how many would say so: those numbers that neither tail of the hypergeometric distribution refuses;
# of more than 500, Wilson's interval of as many answers as these are worth. Nothing where few of them answered.
all_of_share <- function(k, n, everybody) {
  if (n == 0 || n < 0.05 * everybody) return(c(NA, NA))
  if (n == everybody) return(c(k, k))
  if (everybody > 500) {
    worth <- n * (everybody - 1) / (everybody - n); found <- wilson(worth * k / n, worth)
    return(c(if (k == 0) 0 else found[["low"]], if (k == n) 1 else found[["high"]]))
  }
  so <- k:(everybody - n + k); not <- everybody - so
  range(so[phyper(k - 1, so, not, n, lower.tail = FALSE) > 0.025 & phyper(k, so, not, n) > 0.025])
}
