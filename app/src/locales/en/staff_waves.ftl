### Waves: comparing, one question over time, wordings, crosstabs.

nav-waves = Waves
waves-title = Waves
waves-note = What people said each time, and whether it changed. These pages are for your eyes; what may leave the house is made as a release.
waves-empty = Nobody has answered yet. Once a collection has answers, its waves stand here.
waves-single = There is one wave so far. When the next one has answers, both are compared here.
waves-wave = Wave
waves-date = From
waves-compare = Compare waves
waves-most = What changed most
waves-summary = { $after } against { $before }: { $clear ->
    [0] no clear change
    [one] 1 clear change
   *[other] { $clear } clear changes
  }, { $same } about the same, { $unknown } not clear, { $hidden } too few to compare.
waves-unclassed = { $count ->
    [one] 1 wording changed between versions. Say whether it still asks the same.
   *[other] { $count } wordings changed between versions. Say whether they still ask the same.
  }
waves-wordings = Wordings that changed between versions
waves-back = All waves

comparison-title = { $instrument }: what changed
comparison-back = What changed
comparison-from = Earlier wave
comparison-to = Later wave
comparison-note = Fewer than { $smallest } answers are hidden, fewer than 10 are not compared. Ranges show where the real change probably lies (95 % interval); they do not make up for people who did not answer.
comparison-family = A change is called clear only if it would be rare by chance among all questions that were tested ({ $items } questions after Benjamini and Hochberg{ $scales ->
    [0] {""}
    [one] {""}, 1 scale after Holm
   *[other] {""}, { $scales } scales after Holm
  }).
comparison-people = { $wave }: { $count ->
    [one] 1 response.
   *[other] { $count } responses.
  }
comparison-unlinked = The people may be others each time: answers of the same person are not linked here.
comparison-picture = All in a picture
comparison-first = What changed
comparison-none = Nothing changed so much that these answers show it.
comparison-all = All questions
comparison-questions = Questions
comparison-count = { $count ->
    [one] 1 question
   *[other] { $count } questions
  }

quoted = “{ $words }”
or-between = { " " }or{ " " }
wave-item-option = { $question } – { $option }

verdict-hidden = Fewer than { $smallest } answers: hidden to protect people.
verdict-counts-only = Too few to compare.
verdict-counts = { $later } answers in { $after }, { $earlier } in { $before }: a comparison would say more than they can.
verdict-apart-reworded = Not compared: the wording changed between { $before } and { $after }.
verdict-apart-options = Not compared: the answers to choose from changed between { $before } and { $after }.
verdict-apart-meaning = Not compared: the question means something else since { $before }.
verdict-apart-new = Not compared: it was asked in only one of the waves.
verdict-apart-removed = Not compared: it was not asked any more.
verdict-apart-cosmetic = Not compared.
verdict-small = Clear, but hardly any difference.
verdict-actual = Everybody answered both times, so this is the actual change.
verdict-borderline = On the edge.
verdict-among-many = As a single question this would be clear; among { $count } questions some look so by chance.
verdict-at-the-edge = The test and the range do not agree: treat it as a hint.
verdict-same = About the same as { $before }; any change is smaller than { $margin }.
verdict-not-enough = Not enough answers to tell.
verdict-visible = With { $earlier } and { $later } answers only changes of about { $change } show up reliably.
verdict-untested-equal = Everybody gave the same answer, so there is nothing to test.
verdict-untested-empty = Nobody answered in one of the waves.
verdict-untested-other = It could not be tested.
verdict-foremost = Most of all “{ $level }”: { $later } in { $after }, { $earlier } in { $before }.
verdict-values = { $later } in { $after }, { $earlier } in { $before }.

finding-yes-up = More people say yes.
finding-yes-down = Fewer people say yes.
finding-ticked-up = More people chose this.
finding-ticked-down = Fewer people chose this.
finding-upper-up = More people answer { $levels }.
finding-upper-down = Fewer people answer { $levels }.
finding-order-up = Answers moved up.
finding-order-down = Answers moved down.
finding-mean-up = Higher than in { $before }.
finding-mean-down = Lower than in { $before }.
finding-mix = The answers are spread differently.
finding-level = The same as in { $before }.

moved-up-points = Up { $change } points.
moved-down-points = Down { $change } points.
moved-same-points = No change in whole points.
moved-up-score = Up { $change }.
moved-down-score = Down { $change }.
moved-same-score = No change to one decimal.
change-range-points = The real change is probably between { $low } and { $high } points.
change-range = The real change is probably between { $low } and { $high }.
change-could-points = The change could be anywhere from { $low } to { $high } points.
change-could = The change could be anywhere from { $low } to { $high }.
amount-points = { $amount } points
amount-score = { $amount }
figure-mean-of = { $mean } ({ $base } people)

details = Details
fact-bases = Answers, earlier → later
fact-left-out = Answers left out because the wording differs
fact-difference = Difference in points
fact-points = { $points } ({ $range })
fact-h = Cohen’s h
fact-pairs = One answer from each wave
fact-pairs-said = the later one is higher in { $higher } of 100 pairs, lower in { $lower }, equal in { $equal }
fact-delta = Cliff’s delta
fact-means = Means, earlier → later
fact-change = Difference of means
fact-g = Hedges’ g
fact-v = Cramér’s V, bias-corrected
fact-test = Test
fact-p = p
fact-adjusted-bh = p among all questions (Benjamini-Hochberg)
fact-adjusted-holm = p among all scales (Holm)
test-fisher = Fisher’s exact test
test-pooled = two shares, pooled z, without continuity correction
test-rank-exact = Mann-Whitney, exact over all permutations
test-rank = Mann-Whitney with tie correction
test-welch = Welch’s t
test-exact = exact test (Fisher-Freeman-Halton)
test-chi = chi-square without Yates’s correction

item-against = { $after } against { $before }
item-course = Over all waves
item-answers = The answers
item-sites = By site
course-finding = Over all waves.
distribution-finding = How the answers are spread.
sites-finding = Side by side, in the order of names: no ranking.
chart-sites-note = Small sites are hidden to protect people. Ranges that overlap say that sites may not differ.
trend-clear = Over all these waves there is a clear trend.
trend-unclear = Over all these waves no clear trend can be told.
trend-none = A trend could not be worked out.
trend-armitage = Cochran-Armitage at the waves’ real dates
trend-jonckheere = Jonckheere-Terpstra with ties
trend-line = straight line through all answers
trend-tau = tau-b { $tau }
trend-slope = { $slope } a year ({ $range })
trend-left-out = left out for too few answers: { $waves }

headline-yes = Share of people who say yes
headline-ticked = Share of people who chose this
headline-upper = Share of people who answer { $levels }
headline-scale = Mean of people’s scores
headline-mean = Mean
chart-each-question = Question
chart-each-answer = Answer
chart-each-site = Site
chart-changes-finding = { $clear ->
    [0] None of { $count } changed clearly from { $before } to { $after }.
    [one] 1 of { $count } changed clearly from { $before } to { $after }.
   *[other] { $clear } of { $count } changed clearly from { $before } to { $after }.
  }
chart-changes-note = Grey arrows are changes that are not clear.

wording-cosmetic = It asks the same.
wording-reworded = Reworded.
wording-options = Other answers to choose from.
wording-meaning = It means something else: its author says so.
wording-removed = Not asked any more.
wording-new = Not asked before.
wording-apart-cosmetic = wording changed
wording-apart-reworded = reworded
wording-apart-options = other answers to choose from
wording-apart-meaning = another meaning
wording-apart-removed = not asked any more
wording-apart-new = not asked before
wordings-title = { $instrument }: wordings that changed
wordings-note = Answers are compared only while a question asks the same. Read both wordings and say which it is; until you do, a change that may matter counts as one.
wordings-none = No wording changed between the versions that were answered.
wordings-before = Before:
wordings-after = After:
wordings-proposed = Looks like: { $class } Until you say so, answers before and after are not compared.
wordings-confirmed = You said: { $class }
wordings-say-cosmetic = It asks the same
wordings-say-reworded = It asks something else
wordings-say-options = The answers to choose from differ
done-wording-kept = Kept. Comparisons follow it at once.
error-wording-class = Choose what the change is.
error-wording-decided = This change is not for anybody to decide: its author changed the meaning, or the question came or went.

crosstab-open = One question by another
crosstab-title = One question by another
crosstab-note = Choose from fixed groups: sites, or the answers to a closed question. Groups that are cut out freely can find people.
crosstab-rows = Question
crosstab-columns = By
crosstab-sites = Sites
crosstab-do = Show the table
crosstab-answer = Answer
crosstab-column = { $letter }: { $name }
crosstab-base = People
crosstab-few = few
crosstab-hidden-cell = hidden
crosstab-hidden = Rows and columns with fewer than { $smallest } people are hidden, and not tested.
crosstab-letters = Percents are of each column. ▲ and ▼ mark cells with clearly more or fewer people than the rest of the table would suggest. Small letters name columns that are clearly lower; capitals are surer. Columns below 30 people are not compared.
crosstab-more = more than expected
crosstab-fewer = fewer than expected
crosstab-related = Answers differ between the columns.
crosstab-unrelated = It cannot be told that answers differ between the columns.
crosstab-untested = There is nothing to test: only one row or one column has answers.
crosstab-expected = smallest expected count { $least }

linked-open = The same people twice
linked-title = { $instrument }: the same people twice
linked-attrition = { $linked } answered both times, of { $earlier } in { $before } and { $later } in { $after }.
linked-note = Who answered only once is not counted here, and not taken for zero.
linked-names = Names
linked-up = More went up than down.
linked-mean-up = On average higher.
linked-mean-down = On average lower.
linked-yes-up = More went from no to yes than back.
linked-yes-down = More went from yes to no than back.
linked-untested = Nothing to test: nobody changed, or all changed alike.
linked-down = More went down than up.
linked-same = On average about the same.
linked-chart-note = Higher and lower are those of the answer; whether higher is better depends on the question.
moves-higher = Higher
moves-same = Same
moves-lower = Lower
moves-said = { $higher } higher, { $lower } lower, { $same } the same.
fact-linked = Answered both times
fact-net = Net share, higher less lower
fact-adjusted = p within its family
test-mcnemar = McNemar, exact
test-stuart = Stuart-Maxwell
test-pratt = signed ranks after Pratt, exact up to 100 changes
test-paired = paired t
turnout-both = { $count ->
    [one] 1 organization answered both times.
   *[other] { $count } organizations answered both times.
  }
turnout-new = { $count ->
    [one] 1 is new.
   *[other] { $count } are new.
  }
turnout-lost = { $count ->
    [one] 1 did not answer again.
   *[other] { $count } did not answer again.
  }
turnout-closed = { $count ->
    [one] 1 has closed.
   *[other] { $count } have closed.
  }
amounts-title = Beds and other amounts
amounts-note = Sums over organizations that answered. An organization that did not answer again is no loss of beds: read the columns of those who answered both times first.
amount-both-earlier = Both times: earlier
amount-both-later = Both times: later
amount-gone = Only earlier
amount-new = Only later
amount-net = Net
mirror-title = One question, several audiences
mirror-none = No two instruments ask the same construct yet. Give questions that mirror each other the same “construct”.
mirror-note = Questions that ask the same of different people, side by side. Each side has its own wording; the gap is of the shares shown. The strictest rule of the audiences counts for the whole table.
mirror-gap = Widest gap
mirror-gap-of = { $gap }: { $other } less { $one }
mirror-no-gap = asked differently, or too few: no gap

codes-changed = What people mention: { $after } against { $before }
codes-changed-note = Shares are of people who said anything in a wave, counted with version { $version } of the codebook. All codes are one family of questions (Benjamini-Hochberg).
codes-more = More people mention it.
codes-fewer = Fewer people mention it.
codes-nobody = Nobody, or everybody, mentions it in both waves.
codes-split = Split in version { $version } of the codebook: unless the earlier passages were coded again, compare it at the code above.

linked-rest = Before: those who are linked answered clearly otherwise than the rest in { $clear } of { $asked } questions.{ $clear ->
    [0] {""}
   *[other] {" "}What holds for them may not hold for all.
  }
match-title = How codes were matched
match-exact = Linked, every part the same
match-one-off = Linked, one part different
match-ambiguous = Several fit: earlier / later wave
match-unlinked = Not linked: earlier / later wave
match-without = Without a code: earlier / later wave
match-false = Links that probably join two different people
item-code = Show the R code
item-code-note = Take the data for analysis for R with all waves, unpack them, and run this in the same folder: it gives the same figures. It needs R alone, no packages.
linked-code-note = Take the data for analysis for R with these two waves, unpack them, and run this in the same folder: it gives the same figures.
mirror-code-note = Take the data for analysis for R of each of these instruments with all waves, unpack them into one folder, and run this there: it gives the same figures.
figures-code-note = Take the data for analysis for R with this wave, unpack them, and run this in the same folder: it gives the same figures. Ranges of omega, and of all who were invited, are not in it.
codes-code-note = The data for analysis hold no codes: they stay with the passages. So the counts of this page are written into the R code, and it needs no file.
item-code-data = Data for analysis
linked-nobody = Nobody can be linked between these waves: nobody gave a code that pairs them, and no organization of a roster answered both times. Compare the waves as they are.
linked-how = How waves are joined
