# What a wave answered.
of_wave <- function(x, wave) { x <- x[which(answers$tm_wave == wave)]; x[!is.na(x)] }
