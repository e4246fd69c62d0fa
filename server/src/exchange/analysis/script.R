
if (!exists("answers_file")) answers_file <- default_file
raw <- read.csv(answers_file, colClasses = "character", check.names = FALSE, na.strings = character(0),
                strip.white = FALSE, encoding = "UTF-8")
# The mark at the start of the file, which tells spreadsheets about letters, is no part of the name.
if (grepl("tm_wave$", names(raw)[1], useBytes = TRUE)) names(raw)[1] <- "tm_wave"

answers <- list()
missing_reasons <- list()
reasons <- c("skipped", "not_applicable", "dont_know", "prefer_not", "not_placed", "not_asked")

cells <- function(name) {
  if (!name %in% names(raw)) stop("The file has no column ", name)
  x <- raw[[name]]
  Encoding(x) <- "UTF-8"
  sub("^'(?='*[=+@\\t\\r\\n\uff1d\uff0b\uff0d\uff20-])", "", x, perl = TRUE)
}

reason <- function(x, own) {
  if (own) return(rep(NA_character_, length(x)))
  marked <- substr(x, 1, 1) == "~" & substring(x, 2) %in% reasons
  ifelse(x == "", "skipped", ifelse(marked, substring(x, 2), NA_character_))
}

keep <- function(name, label, value, why) {
  attr(value, "label") <- label
  answers[[name]] <<- value
  missing_reasons[[name]] <<- factor(why, levels = reasons)
}

coded <- function(name, label, codes, labels, ordered, own) {
  x <- cells(name)
  why <- reason(x, own)
  if (any(is.na(why) & x != "" & !x %in% codes)) stop("Column ", name, " holds a code without a label")
  keep(name, label, factor(x, levels = codes, labels = labels, ordered = ordered), why)
}

number <- function(name, label, own) {
  x <- cells(name)
  why <- reason(x, own)
  x[!is.na(why) | x == ""] <- NA
  keep(name, label, as.numeric(x), why)
}

words <- function(name, label, own) {
  x <- cells(name)
  why <- reason(x, own)
  x[!is.na(why) | (own & x == "")] <- NA
  keep(name, label, sub("^~", "", x), why)
}

