# How many of several comparisons are clear, of how many: p below .05 as one family, and an interval, where it has one,
# that leaves out nought.
clear_of <- function(all) {
  adjusted <- p.adjust(sapply(all, function(one) one[["p"]]), "BH")
  apart <- function(one) {
    if (!"low" %in% names(one)) return(TRUE)
    ends <- if ("delta_low" %in% names(one)) one[c("delta_low", "delta_high")] else one[c("low", "high")]
    is.na(ends[[1]]) || ends[[1]] > 0 || ends[[2]] < 0
  }
  c(clear = sum(adjusted < 0.05 & sapply(all, apart), na.rm = TRUE), of = sum(!is.na(adjusted)))
}
