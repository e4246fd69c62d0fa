# A mean without and with weights; the interval ends where the scale ends.
both_means <- function(x, w, ends = c(-Inf, Inf)) {
  found <- weighted_of(x, w); mean <- found[["weighted"]]
  half <- suppressWarnings(qt(0.975, found[["n_weighted"]] - 1)) * found[["se"]]
  c(n = sum(!is.na(x)), mean = mean(x, na.rm = TRUE), found, low = max(mean - half, ends[1]),
    high = min(mean + half, ends[2]))
}
