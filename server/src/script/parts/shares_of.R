# Each answer as a share of those who answered.
shares_of <- function(x, codes) {
  x <- x[!is.na(x)]; codes <- unique(c(codes, sort(unique(as.character(x)))))
  t(sapply(codes, function(code) c(n = length(x), count = sum(x == code), wilson(sum(x == code), length(x)))))
}
