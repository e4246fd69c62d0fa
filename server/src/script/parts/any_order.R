# Kruskal and Wallis: whether ordered answers differ between waves at all, with epsilon squared.
any_order <- function(x, when) {
  test <- kruskal.test(x, when)
  c(h = test$statistic[[1]], epsilon_squared = test$statistic[[1]] / (length(x) - 1), p_any = test$p.value)
}
