# An amount of two waves, added up: of those who answered both times, of those who are gone, of those who are new.
amounts_of <- function(x, earlier, later, before, after) {
  rows <- list(before, after, setdiff(earlier, before), setdiff(later, after))
  sums <- sapply(rows, function(own) sum(x[own], na.rm = TRUE))
  c(both_earlier = sums[1], both_later = sums[2], gone = sums[3], new = sums[4],
    net = sums[2] + sums[4] - sums[1] - sums[3])
}
