# How many of those who answered both times went up, down, or stayed.
moved <- function(a, b) c(higher = sum(b > a), lower = sum(b < a), same = sum(b == a))
