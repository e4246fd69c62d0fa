# Answers without an order in two waves: whether the mix changed.
compare_mix <- function(a, b, drawn = FALSE) {
  mix <- table(rep(c("earlier", "later"), c(length(a), length(b))), c(a, b))
  c(n_earlier = length(a), n_later = length(b), association(mix, drawn))
}
