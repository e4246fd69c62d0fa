# A share of two groups, k of n each: the change with Newcombe's interval, which is made of Wilson's.
newcombe <- function(k, n) {
  one <- as.list(wilson(k[1], n[1])); two <- as.list(wilson(k[2], n[2])); change <- two$share - one$share
  c(earlier = one$share, later = two$share, change = change,
    low = change - sqrt((two$share - two$low)^2 + (one$high - one$share)^2),
    high = change + sqrt((two$high - two$share)^2 + (one$share - one$low)^2))
}
