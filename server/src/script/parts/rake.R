# Weights, 1 on average, under which the sample has its known shares (Deming and Stephan): each margin in turn is
# brought to its shares until nothing moves; then no weight is left above five times the mean.
rake <- function(start, margins) {
  level <- function(w) w / mean(w[w > 0])
  w <- level(ifelse(is.finite(start) & start > 0, start, 0))
  bring <- function(w, margin) {
    sums <- sums_of(margin$x, w); goal <- goal_of(margin, sums)
    if (sum(goal) == 0) return(w)
    factors <- ifelse(sums > 0, goal * sum(sums) / sums, 1)[as.integer(margin$x)]
    w * ifelse(is.na(factors), 1, factors)
  }
  if (length(margins) > 0) for (pass in 1:500) {
    before <- w
    for (margin in margins) w <- bring(w, margin)
    w <- level(w)
    if (all(abs(w - before) < 1e-10)) break
  }
  cut <- 0
  if (length(margins) > 0) for (pass in 1:500) {
    above <- w > 5 * (1 + 1e-10)
    if (!any(above)) break
    w[above] <- 5; cut <- sum(w >= 5); w <- level(w)
  }
  off <- function(margin) { sums <- sums_of(margin$x, w); max(abs(sums / sum(sums) - goal_of(margin, sums))) }
  list(weights = replace(w, w == 0, NA), cut = cut, off = max(0, unlist(lapply(margins, off))))
}
