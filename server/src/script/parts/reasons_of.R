# How many answered, and why others did not.
reasons_of <- function(x, why) {
  why <- table(why[is.na(x)]); c(answered = sum(!is.na(x)), why[why > 0])
}
