### Codebook, project and excerpts out to other programs, and in from them.
