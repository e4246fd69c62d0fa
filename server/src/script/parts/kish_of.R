# What weights cost (Kish): people, as many equal weights as are worth the same, by how much variances grow, the ends.
kish_of <- function(w) {
  w <- w[!is.na(w)]
  c(people = length(w), effective = sum(w)^2 / sum(w^2), effect = length(w) * sum(w^2) / sum(w)^2,
    smallest = min(w), largest = max(w))
}
