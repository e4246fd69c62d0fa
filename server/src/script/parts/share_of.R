# The share of yes among answers.
share_of <- function(x) { x <- x[!is.na(x)]; c(n = length(x), count = sum(x), wilson(sum(x), length(x))) }
