# One decimal, a half going up: an exact half may lie a hair below it as R keeps it.
round_half_up <- function(x) floor(10 * x + 0.5 + 1e-9) / 10
