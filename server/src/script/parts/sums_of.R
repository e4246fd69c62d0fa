# Sum of weights of each level; people without a level or a weight add nothing.
sums_of <- function(x, w) { sums <- c(tapply(w, x, sum, na.rm = TRUE)); replace(sums, is.na(sums), 0) }
