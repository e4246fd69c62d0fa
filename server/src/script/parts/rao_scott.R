# Whether two weighted questions hang together: the F test of Rao and Scott, second order.
rao_scott <- function(rows, columns, w) {
  used <- !is.na(rows) & !is.na(columns) & !is.na(w)
  rows <- droplevels(rows[used]); columns <- droplevels(columns[used]); w <- w[used] / sum(w[used]); n <- length(w)
  shares <- tapply(w, list(rows, columns), sum); shares[is.na(shares)] <- 0
  expected <- outer(rowSums(shares), colSums(shares)); chi <- n * sum((shares - expected)^2 / expected)
  # Differences of each row from the last by differences of each column from the last, over the shares.
  contrasts <- kronecker(contr.sum(nlevels(columns)), contr.sum(nlevels(rows)))
  scaled <- contrasts * c(ifelse(shares > 0, 1 / shares, 0))
  place <- as.integer(rows) + nlevels(rows) * (as.integer(columns) - 1)
  parts <- w * (scaled[place, , drop = FALSE] - rep(colSums(c(shares) * scaled), each = n))
  effects <- solve(crossprod(contrasts, scaled) / n, n * cov(parts), tol = 1e-13)
  sum <- sum(diag(effects)); numerator <- sum^2 / sum(effects * t(effects)); denominator <- numerator * (n - 1)
  c(f = chi / sum, numerator = numerator, denominator = denominator,
    p = pf(chi / sum, numerator, denominator, lower.tail = FALSE))
}
