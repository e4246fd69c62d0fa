# Answers to versions that asked it otherwise are not counted.
except <- function(x, versions) replace(x, answers$tm_version %in% versions, NA)
