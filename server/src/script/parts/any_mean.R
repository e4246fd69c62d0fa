# Whether means differ between waves at all: Welch's analysis of variance; eta and omega squared of the classical one.
any_mean <- function(x, when) {
  test <- oneway.test(x ~ factor(when)); squares <- anova(lm(x ~ factor(when)))
  between <- squares[1, 2]; unit <- squares[2, 3]; total <- between + squares[2, 2]
  c(f = test$statistic[[1]], df = test$parameter[[2]], p_any = test$p.value, eta_squared = between / total,
    omega_squared = max(0, (between - squares[1, 1] * unit) / (total + unit)))
}
