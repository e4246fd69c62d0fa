### Reading and coding: the list of passages, one passage with its codings, coding and taking back.
