### Finding passages: words and facets, lines in context, kept searches, coding all results.
