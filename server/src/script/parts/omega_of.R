# McDonald's omega of one factor by maximum likelihood.
omega_of <- function(items) {
  items <- items[rowSums(is.na(items)) == 0, , drop = FALSE]
  found <- factanal(items, 1, rotation = "none", control = list(opt = list(factr = 1e6), lower = 1e-5))
  sds <- apply(items, 2, sd); common <- sum(found$loadings[, 1] * sds)^2
  c(omega = common / (common + sum(found$uniquenesses * sds^2)))
}
