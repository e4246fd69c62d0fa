# Each person's mean over the items of a scale, where enough of them are answered.
person_means <- function(items, least) {
  answered <- rowSums(!is.na(items))
  ifelse(answered > 0 & answered >= least * ncol(items), rowMeans(items, na.rm = TRUE), NA)
}
