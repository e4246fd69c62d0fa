# Each of them as a share of its wave over time; p is that of its trend, adjusted after Holm.
trend_of_each <- function(x, when, codes) {
  each <- t(sapply(codes, function(code) trend_of_shares(x == code, when)))
  cbind(each, adjusted = p.adjust(each[, "p"], "holm"))
}
