# What all who were invited would say to each answer.
all_of_shares <- function(shares, everybody) {
  one <- function(of) setNames(all_of_share(of[["count"]], of[["n"]], everybody), c("low", "high"))
  t(apply(shares, 1, one))
}
