### Coding words: what all its pages share, and the first page.

nav-coding = Coding
coding-title = Coding
coding-lead = Read what people wrote and said, and mark what it is about. Nobody outside this study sees any of it.
coding-passages = Read and code
coding-search = Search
coding-codebook = Codebook
coding-sources = Transcripts
coding-rounds = Rounds
coding-themes = Themes
coding-redaction = Redact
coding-quotes = Quotes
coding-exchange = Files
coding-answers = { $count ->
    [one] 1 open answer
   *[other] { $count } open answers
  }
coding-turns = { $count ->
    [one] 1 turn of a transcript
   *[other] { $count } turns of transcripts
  }
coding-sources-count = { $count ->
    [one] 1 transcript
   *[other] { $count } transcripts
  }
coding-codes = { $count ->
    [one] 1 code
   *[other] { $count } codes
  }
coding-codings = { $count ->
    [one] 1 coding
   *[other] { $count } codings
  }
coding-coded = { $count ->
    [one] 1 passage carries a code
   *[other] { $count } passages carry a code
  }
coding-version = The codebook is at version { $version }; every analysis names the version it used.
coding-your-rounds = Rounds you are coding
coding-round-passages = { $count ->
    [one] 1 passage
   *[other] { $count } passages
  }

error-nothing-to-do = There was nothing to do.
error-undo-final = This cannot be undone: redactions, submitted rounds and transcripts that came in stay.
error-undo-built-on = Something was built on this since. Undo that first, or change it by hand.
error-undo-submitted = You submitted that round; what you coded there stands.
error-code-inside-itself = A code cannot stand under itself.
error-code-too-deep = A tree of codes has at most 24 levels. Put the code higher up.
error-round-codebook-fixed = While a round is blind, only codes of the codebook can be given: a new code would tell the others what you marked. Write a note instead, and propose the code when the round is over.
error-code-changed-meanwhile = Somebody changed this code after you opened it. Below is what you typed; the page shows what stands now. Look at both, then save again.
error-code-not-in-use = This code is not in use any more. Choose another.
error-split-needs-two = Name at least two codes to split into.
error-round-empty = No passage fits. Widen the choice.
error-round-over = You are not coding in this round, or it is over.
error-round-blind = Wait until everybody has submitted this round.
error-coded-already = These words already carry that code.
error-code-excluded = Another code of the same group stands on these words; only one of the group fits. Take that one off first.
error-quote-known = This quote was proposed already.
error-quote-own = Somebody else must decide about a quote that you proposed.
error-quote-decided = This quote was decided already.
error-changed-meanwhile = Somebody changed or withdrew these words meanwhile. Nothing was written; look again.
error-redaction-span = These words are not at that place any more. Look again.

