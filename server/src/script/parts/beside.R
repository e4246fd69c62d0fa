# A sample beside known shares: each level as a share of those who answered, what is known, and the share with weights.
beside <- function(margin, w = NULL) {
  found <- cbind(shares_of(margin$x, levels(margin$x)), known = margin$shares)
  if (is.null(w)) return(found)
  sums <- sums_of(margin$x, w)
  cbind(found, weighted = sums / sum(sums))
}
