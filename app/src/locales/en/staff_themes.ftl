### Exploring: what sets a code apart, co-occurrence, attributes, saturation, topics, suggestions.

theme-views = Views
theme-words = Words
theme-codes = Codes together
theme-attributes = Codes by group
theme-saturation = Saturation
theme-topics = Topics
theme-suggestions = Suggestions
theme-base = { $passages } passages of { $people } people; moderators and translations left out. Codebook version { $version }. You see only what you may see: what others code in a blind round is not counted. Of a finished round counts what all its coders agreed on, or what was settled.
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
theme-key-base = { $passages } passages of { $people } people, beside { $others } other people.
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
theme-codes-note = Jaccard: people with both, of people with either. φ: 0 is chance, 1 always together, −1 never. In the picture, larger circles are codes of more people, thicker lines stand for more in common; links of fewer than three people are not drawn.

theme-attributes-title = Codes by group
theme-attributes-lead = How many people of each group mention each code.
theme-by = Groups
theme-all-groups = All
theme-column = { $group } ({ $people } people)
theme-code = Code
theme-attributes-note = Shares are of the people of a group who said anything here. Somebody who mentions a code twice counts once. Differences between groups are not tested here.

theme-saturation-title = Saturation
theme-saturation-lead = How many new codes each further person, or each further group, brings.
theme-unit-person = Each person who answered or spoke
theme-unit-session = Each transcript
theme-reached = After { $count } of them, the next two brought at most 5 % new codes.
theme-not-reached = New codes still come.
theme-nothing-coded = Nothing was coded yet.
theme-curve-legend = The line is all codes so far; bars are new ones.
theme-step = Number
theme-step-codes = Codes
theme-step-new = New
theme-step-total = So far
theme-saturation-note = Base of four, runs of two, threshold 5 % (Guest, Namey and Chen 2020). The order of people is random within a wave; transcripts stand by week. A codebook made beforehand saturates sooner than one that grew from reading.

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

done-suggestion-taken = Coded.
done-suggestion-declined = It will not be suggested again.
