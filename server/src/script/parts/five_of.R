# Smallest, quartiles (R's own, type 7), largest.
five_of <- function(x) setNames(quantile(x, 0:4 / 4, na.rm = TRUE), c("min", "q1", "median", "q3", "max"))
