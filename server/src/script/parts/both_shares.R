# Each answer as a share without and with weights; the interval is symmetric in log odds.
both_shares <- function(x, codes, w) {
  given <- x[!is.na(x)]
  t(sapply(codes, function(code) {
    found <- weighted_of(as.numeric(x == code), w); p <- found[["weighted"]]
    half <- suppressWarnings(qt(0.975, found[["n_weighted"]] - 1)) * found[["se"]] / (p * (1 - p))
    limits <- if (is.na(half)) c(NA, NA) else plogis(qlogis(p) + c(-1, 1) * half)
    c(n = length(given), share = mean(given == code), found, low = limits[1], high = limits[2])
  }))
}
