# What some rows answered.
answers_of <- function(x, rows) { x <- x[rows]; x[!is.na(x)] }
