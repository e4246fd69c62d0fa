# For each row, p of every two columns of at least 30 people, adjusted after Holm: pooled z of shares of the columns.
columns_that_differ <- function(counts, bases) {
  pairs <- combn(ncol(counts), 2)
  p <- function(k, n) {
    if (any(n < 30) || sum(k) %in% c(0, sum(n))) NA
    else suppressWarnings(prop.test(k, n, correct = FALSE))$p.value
  }
  of_row <- function(k) p.adjust(apply(pairs, 2, function(two) p(k[two], bases[two])), "holm")
  names <- apply(pairs, 2, function(two) paste(colnames(counts)[two], collapse = " / "))
  matrix(apply(counts, 1, of_row), nrow(counts), byrow = TRUE, dimnames = list(rownames(counts), names))
}
