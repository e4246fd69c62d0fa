# A scale: all ratings together, persons' means with their interval, and how many could not be scored.
scale_of <- function(items, least, ends = c(-Inf, Inf)) {
  persons <- person_means(items, least); ratings <- items[!is.na(items)]
  c(ratings = length(ratings), mean_of_ratings = mean(ratings), rounded_mean_of_ratings = round_half_up(mean(ratings)),
    mean_of(persons, ends), rounded_mean = round_half_up(mean(persons, na.rm = TRUE)), not_scored = sum(is.na(persons)))
}
