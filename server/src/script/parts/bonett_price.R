# Share that went up less share that went down, with the interval of Bonett and Price.
bonett_price <- function(up, down, n) {
  up_too <- (up + 1) / (n + 2); down_too <- (down + 1) / (n + 2); middle <- up_too - down_too
  half <- qnorm(0.975) * sqrt((up_too + down_too - middle^2) / (n + 2))
  c(net = (up - down) / n, low = max(-1, middle - half), high = min(1, middle + half))
}
