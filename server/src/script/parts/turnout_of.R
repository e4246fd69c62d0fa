# Who answered both times, only later, only earlier; of the last, who have closed since.
turnout_of <- function(earlier, later, closed) {
  gone <- setdiff(earlier, later)
  c(both = length(intersect(earlier, later)), new = length(setdiff(later, earlier)),
    lost = length(setdiff(gone, closed)), closed = length(intersect(gone, closed)))
}
