# The change between two shares that are counted already.
change_of_shares <- function(one, two) {
  k <- unname(c(one["count"], two["count"])); n <- unname(c(one["n"], two["n"]))
  c(newcombe(k, n), p = p_of_shares(k, n))
}
