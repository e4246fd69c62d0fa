# The straight line through all answers: change by year.
slope <- function(x, when) {
  line <- lm(x ~ when); range <- confint(line)
  c(slope = coef(line)[[2]], low = range[2, 1], high = range[2, 2], p = summary(line)$coefficients[2, 4])
}
