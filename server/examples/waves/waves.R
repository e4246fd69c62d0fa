# Descriptives of all items in two waves, and a test of each between them: Rscript waves.R earlier.csv later.csv
# Prints `p item p-value` for each item, besides the figures.
files <- commandArgs(trailingOnly = TRUE)
missing <- c("", "~dont_know", "~not_asked", "~prefer_not", "~not_applicable")
earlier <- read.csv(files[1], na.strings = missing)
later <- read.csv(files[2], na.strings = missing)
items <- grep("^q[0-9]+$", names(earlier), value = TRUE)

describe <- function(x) {
  cat("missing", sum(is.na(x)), "answered", sum(!is.na(x)), "\n")
  if (is.numeric(x)) {
    x <- x[!is.na(x)]
    print(c(mean = mean(x), sd = sd(x), t.test(x)$conf.int, quantile(x, type = 7)))
  }
  print(table(x))
  print(prop.table(table(x)))
}

change <- function(item) {
  before <- earlier[[item]][!is.na(earlier[[item]])]
  after <- later[[item]][!is.na(later[[item]])]
  if (is.numeric(before) && max(before) <= 5) {
    return(wilcox.test(before, after, exact = FALSE, correct = FALSE)$p.value)
  }
  if (is.numeric(before)) return(t.test(before, after)$p.value)
  if (all(before %in% c("yes", "no"))) {
    return(prop.test(c(sum(before == "yes"), sum(after == "yes")), c(length(before), length(after)), correct = FALSE)$p.value)
  }
  wave <- rep(c("earlier", "later"), c(length(before), length(after)))
  chisq.test(table(wave, c(before, after)), correct = FALSE)$p.value
}

print(chisq.test(table(later$q01, later$q50), correct = FALSE))
for (item in items) {
  describe(earlier[[item]])
  describe(later[[item]])
  cat("p", item, format(change(item), digits = 15), "\n")
}
