### Exploring: what sets a code apart, co-occurrence, attributes, saturation, topics, suggestions.

theme-views = Views
theme-words = Words
theme-codes = Codes together
theme-attributes = Codes by group
theme-saturation = Saturation
theme-topics = Topics
theme-suggestions = Suggestions
theme-base = { $passages ->
    [one] 1 passage
   *[other] { $passages } passages
  } of { $people ->
    [one] 1 person
   *[other] { $people } people
  }; moderators and translations left out. Codebook version { $version }. You see only what you may see: what others code in a blind round is not counted. Of a finished round counts what all its coders agreed on, or what was settled.
theme-show = Show
theme-table = The numbers
theme-unit = Unit

theme-words-title = Words that set passages apart
theme-words-lead = Which words are used more in some passages than in all others, and by how many people.
theme-what = Compare
theme-compare = Compare with all others
theme-by-code = Passages with a code
theme-by-wave = Wave
theme-by-site = Site
theme-by-audience = Who answered
theme-by-language = Language
theme-by-from = Instrument or transcript
theme-value-survivors = Survivors or clients
theme-value-professionals = Providers and advocates
theme-value-community = Community
theme-value-group = Focus groups and interviews
theme-value-en = English
theme-value-es = Spanish
theme-key-words = Words used more here
theme-key-base = { $passages ->
    [one] 1 passage
   *[other] { $passages } passages
  } of { $people ->
    [one] 1 person
   *[other] { $people } people
  }, beside { $others ->
    [one] 1 other person
   *[other] { $others } other people
  }. A code counts with what stands under it.
theme-word = Word
theme-people-in = People here
theme-people-out = Other people
theme-times = Times
theme-z = z
theme-log-ratio = Log ratio (people)
theme-g2 = G² (people)
theme-likely = Beyond chance
theme-sure = yes
theme-unsure = not sure
theme-key-note = z: log-odds with an informative prior of 500 words (Monroe, Colaresi and Quinn 2008), by times used. Log ratio and G² (Dunning 1993) by people, so that one person who repeats a word counts once. “Beyond chance”: false-discovery rate below 5 % by people (Benjamini and Hochberg). Words of fewer than three people are left out. Words show what to read, not what it means.
theme-pairs = Words that stand together
theme-pairs-note = Within five words, at least five times, by at least three people. logDice is 14 where two words never stand apart; NPMI is 1 then and 0 for chance.
theme-pair = Words
theme-people = People
theme-log-dice = logDice
theme-npmi = NPMI

theme-codes-title = Codes that stand together
theme-codes-lead = Which codes the same people mention together.
theme-unit-passage = The same passage
theme-unit-span = Overlapping words
theme-codes-shown = Picture and matrix show the { $shown } codes that stand together with others most, of { $all }.
theme-network-none = There is no picture: it needs three links of at least three people each.
theme-pairs-most = The table has the { $shown } pairs that most people mention, of { $all }.
theme-codes-none = No two codes stand together yet.
theme-matrix = People who mention both
theme-pairs-codes = Every pair
theme-pair-codes = Codes
theme-people-both = People with both
theme-people-first = With the first
theme-people-second = With the second
theme-passages-both = Passages with both
theme-jaccard = Jaccard
theme-phi = φ
theme-lopsided = (one is far more frequent)
theme-codes-note = A code counts with what stands under it; a code and those under it always meet, so such pairs are left out. Jaccard: people with both, of people with either. φ: 0 is chance, 1 always together, −1 never. In the picture, larger circles are codes of more people, thicker lines stand for more in common; links of fewer than three people are not drawn.

theme-attributes-title = Codes by group
theme-attributes-lead = How many people of each group mention each code.
theme-by = Groups
theme-all-groups = All
theme-column = { $group } ({ $people ->
    [one] 1 person
   *[other] { $people } people
  })
theme-code = Code
theme-without-wave = { $count ->
    [one] 1 person belongs to no wave and is not counted here.
   *[other] { $count } people belong to no wave and are not counted here.
  }
theme-without-site = { $count ->
    [one] 1 person has no site that may be shown, and is not counted here.
   *[other] { $count } people have no site that may be shown, and are not counted here.
  }
theme-without-audience = { $count ->
    [one] 1 person is in no group and is not counted here.
   *[other] { $count } people are in no group and are not counted here.
  }
theme-without-language = { $count ->
    [one] 1 person’s language is not known; they are not counted here.
   *[other] The language of { $count } people is not known; they are not counted here.
  }
theme-without-from = { $count ->
    [one] 1 person answered nowhere that is known and is not counted here.
   *[other] { $count } people answered nowhere that is known and are not counted here.
  }
theme-missing-words = Nobody has said anything in their own words yet. Collect answers to open questions, or bring in a transcript: codes are given to what people said.
theme-missing-words-go = Bring in a transcript
theme-missing-codes = There is no code yet. Make codes in the codebook, then give them to what people said.
theme-missing-codes-go = Make codes
theme-missing-groups = Nobody whose words are counted is in a group of this kind. Choose other groups above.
theme-missing-coded = Nothing that is counted here carries a code yet. Read what people said and code it; then it stands here how many mention each code.
theme-missing-coded-go = Code passages
theme-attributes-note = A code with others under it counts what they carry too, each person once; what it carries of its own stands beside. Shares are of the people of a group who said anything here. Somebody who mentions a code twice counts once. Differences are tested between the last two waves only.

theme-saturation-title = Saturation
theme-saturation-lead = How many new codes each further person, or each further group, brings.
theme-unit-person = Each person who answered or spoke
theme-unit-session = Each transcript
theme-reached = After { $count } of them, the next two brought at most 5 % new codes, and none came after those.
theme-reached-later = After { $count } of them, the next two brought at most 5 % new codes. From then on { $later ->
    [one] 1 more code
   *[other] { $later } more codes
  } came, so this point alone does not show that everything was said.
theme-not-reached = New codes still come.
theme-nothing-coded = Nothing was coded yet.
theme-curve-legend = The line is all codes so far; bars are new ones.
theme-step = Number
theme-step-codes = Codes
theme-step-new = New
theme-step-total = So far
theme-order-person = The curve is the mean over { $orders } random orders of people from seed { $seed }; waves follow one another.
theme-order-session = Transcripts stand by week.
theme-saturation-note = Base of four, runs of two, threshold 5 % (Guest, Namey and Chen 2020). A codebook made beforehand saturates sooner than one that grew from reading.

theme-topics-title = Topics
theme-topics-lead = Passages in an order for reading: each list has words that go together and the passages that say most of them.
theme-topics-note = A topic is an order for reading, not a finding. Do not report it; read, code and report codes.
theme-topics-count = How many
theme-topic-size = { $count ->
    [one] 1 passage says most of these words
   *[other] { $count } passages say most of these words
  }

theme-suggestions-title = Suggestions
theme-suggestions-lead = Passages without a code that are like coded ones, with the words that matched. You decide about each.
theme-uncoded = { $count ->
    [one] 1 passage carries no code.
   *[other] { $count } passages carry no code.
  }
theme-like-code = Look for
theme-any-code = Any code that may fit
theme-no-suggestions = There is nothing to suggest. Code some more passages first: suggestions learn from codes with at least three.
theme-because = matched: { $words }
theme-take = Take
theme-decline = Does not fit
theme-rate = On { $passages } coded passages that were held back, the first suggestion was right for { $first } % (always naming the most frequent code: { $first-baseline } %); one of three for { $three } % ({ $three-baseline } %).
theme-rate-poor = Read suggestions with care: on { $passages } coded passages that were held back, the first was right for { $first } %, no better than always naming the most frequent code ({ $first-baseline } %); one of three for { $three } % ({ $three-baseline } %). More coded passages will help.

error-suggestion-waits = This passage waits in your round. Code it there.
done-suggestion-taken = Coded.
done-suggestion-declined = It will not be suggested again.
