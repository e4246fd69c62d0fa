# How much the gap between two groups changed, by counted shares: the later gap less the earlier one (Zou and Donner 2008).
change_of_gaps <- function(one, two, later_one, later_two) {
  gap <- function(a, b) as.list(newcombe(unname(c(a["count"], b["count"])), unname(c(a["n"], b["n"]))))
  then <- gap(one, two); now <- gap(later_one, later_two); change <- now$change - then$change
  c(change = change,
    low = change - sqrt((now$change - now$low)^2 + (then$high - then$change)^2),
    high = change + sqrt((now$high - now$change)^2 + (then$change - then$low)^2))
}
