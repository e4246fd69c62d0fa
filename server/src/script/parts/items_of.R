# Each item of a scale beside the others, on people who answered every item: its correlation with the sum of the rest, alpha
# without it, and its correlation with each other item.
items_of <- function(items) {
  items <- items[rowSums(is.na(items)) == 0, , drop = FALSE]; k <- ncol(items) - 1
  rest <- function(i) suppressWarnings(cor(items[, i], rowSums(items[, -i, drop = FALSE])))
  without <- function(i) { left <- cov(items[, -i, drop = FALSE]); k / (k - 1) * (1 - sum(diag(left)) / sum(left)) }
  each <- seq_len(k + 1); r <- suppressWarnings(cor(items)); dimnames(r) <- list(each, paste0("with_", each))
  cbind(rest = sapply(each, rest), alpha_without = sapply(each, without), r)
}
