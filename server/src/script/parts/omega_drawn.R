# Ends of omega's 95 % interval, percentiles of 2000 draws of people (one without a factor is left out). They are drawn,
# here and on the page: two runs differ by about their standard errors.
omega_drawn <- function(items, draws = 2000) {
  items <- items[rowSums(is.na(items)) == 0, , drop = FALSE]
  one <- function(draw) {
    again <- items[sample.int(nrow(items), replace = TRUE), , drop = FALSE]; sds <- apply(again, 2, sd)
    fit <- list(opt = list(factr = 1e6), lower = 1e-5)
    found <- tryCatch(factanal(covmat = cor(again), factors = 1, rotation = "none", control = fit),
      error = function(none) NULL, warning = function(none) NULL)
    if (is.null(found) || any(found$uniquenesses < 1.001e-5)) return(NA)
    common <- sum(found$loadings[, 1] * sds)^2
    common / (common + sum(found$uniquenesses * sds^2))
  }
  all <- sapply(seq_len(draws), one); all <- all[!is.na(all)]
  # How far an end moves with the share of draws below it, which chance moves by its own standard error.
  error <- function(p) diff(quantile(all, p + c(-1, 1) * sqrt(p * (1 - p) / length(all)), names = FALSE)) / 2
  ends <- quantile(all, c(0.025, 0.975), names = FALSE)
  c(low = ends[1], low_se = error(0.025), high = ends[2], high_se = error(0.975))
}
