### Finding passages: words and facets, lines in context, kept searches, coding all results.

search-title = Search
search-words = Words to find
search-do = Search
search-how = How to search
search-how-words = finds passages with both words, in any of their forms
search-how-exact = finds these words exactly so
search-how-near = finds both with at most five words between
search-how-beginning = finds words that begin so
search-how-nearly = finds words written nearly so
search-how-logic = combines searches
search-beside = Narrow the search
search-found = { $count ->
    [0] Nothing was found.
    [one] 1 passage was found; { $coded ->
        [0] it carries no code
       *[other] it carries a code
      }.
   *[other] { $count } passages were found; { $coded } of them carry a code.
  }
search-called = Codes called so:
search-as-lines = Show each word in its line
search-as-passages = Show passages
search-code-all = Code all of these
search-keep = Keep this search
search-kept = Kept searches
search-kept-facets = { $count ->
    [0] Everything
    [one] Narrowed by one thing
   *[other] Narrowed by { $count } things
  }
search-kept-both = { $words } ({ $count } narrowed)
search-forget = Forget
search-open = Open to read and code
search-memos = Memos that say it
search-more = More
search-chosen = (chosen; follow to take away)
search-coded = Coded
search-coded-yes = with a code
search-coded-no = not coded yet
search-line-before = Before
search-line-word = Word
search-line-after = After
search-line-from = Where from
search-back = Back to the search
search-all-title = Code what was found
search-all-lead = Read through the passages and untick those that do not fit. What moderators said, and translations, are not ticked. All that are ticked get the code as whole passages. One undo takes all of it back.
search-all-part = Only the first { $shown } of { $count } are shown here. Code them, then search for what is not coded yet.
search-all-waiting = { $count ->
    [one] 1 passage waits in your round and is left out. Code it there.
   *[other] { $count } passages wait in your round and are left out. Code them there.
  }
search-all-code = Code
search-all-choose = Choose a code
search-all-do = Give the code to all ticked
facet-code = Code
facet-coder = Coder
facet-wave = Wave
facet-site = Site
facet-question = Question
facet-from = Where from
facet-language = Language
facet-speaker = Speaker

done-search-kept = Kept.
done-search-forgotten = Forgotten.
done-coded-all = Coded. One undo takes all of it back.
error-search-wrong = The search cannot be read at letter { $value }. Look for an open quotation mark or parenthesis, or an AND, OR or NOT without a word.
error-search-long = A search has at most { $value } letters.
error-search-empty = Search for something first, then keep it.
