# Whether any change of the mean is smaller than a margin: the larger p of two one-sided t tests.
p_smaller <- function(a, b, margin, paired = FALSE) {
  p <- function(mu, side) t.test(b, a, mu = mu, alternative = side, paired = paired)$p.value
  tryCatch(max(p(-margin, "greater"), p(margin, "less")), error = function(constant) NA)
}
