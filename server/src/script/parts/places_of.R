# Places of a ranking: how often first, and the mean place.
places_of <- function(x) { x <- x[!is.na(x)]; c(n = length(x), first = sum(x == 1), mean = mean(x)) }
