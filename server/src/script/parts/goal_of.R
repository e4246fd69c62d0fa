# Known shares of the levels that have people, adding up to 1.
goal_of <- function(margin, sums) {
  there <- ifelse(sums > 0, margin$shares, 0)
  if (sum(there) > 0) there / sum(there) else there
}
