### Waves: comparing, one question over time, wordings, crosstabs.

nav-waves = Changes
waves-title = What changed
waves-note = What people said each time, and whether it changed. These pages are for your eyes; what may leave the house is made as a release.
waves-empty = Nobody has answered yet. Once a collection has answers, its waves stand here.
waves-single = There is one wave so far. When the next one has answers, both are compared here.
waves-wave = Wave
waves-date = From
waves-of-invited = of { $invited } invited
waves-not-known = nobody knows of how many
waves-site-exceeded = At some site more people answered than were invited there: check the number invited.
waves-compare = Compare waves
waves-mentioned = What people mention in their own words, wave by wave
waves-most = What changed most
waves-summary = { $after } against { $before }: { $clear ->
    [0] no clear change
    [one] 1 clear change
   *[other] { $clear } clear changes
  }, { $same } about the same, { $unknown } not clear, { $hidden } too few to compare{ $apart ->
    [0] {""}
   *[other] , { $apart } not compared or nothing to test
  }.
waves-unclassed = { $count ->
    [one] 1 wording changed between versions. Say whether it still asks the same.
   *[other] { $count } wordings changed between versions. Say whether they still ask the same.
  }
waves-wordings = Wordings that changed between versions
waves-back = What changed in all instruments

comparison-title = { $instrument }: what changed
comparison-back = What changed
comparison-from = Earlier wave
comparison-to = Later wave
comparison-reading = How to read this page
comparison-hidden = A question that fewer than { $smallest } people answered in a wave is hidden.
comparison-few = One that fewer than { $fewest } answered is not compared.
comparison-note = Smaller numbers of people who gave one answer are shown: they are for your eyes, and a release hides them. Ranges show where the real change probably lies (95 % interval); they do not make up for people who did not answer. Where answers have an order, percents count the upper ones, such as “Agree” and “Strongly agree”; an open question shows which. Whether such answers changed is judged by all of them in their order.
comparison-family = A change is called clear only if it would be rare by chance among all questions that were tested ({ $items } questions after Benjamini and Hochberg{ $scales ->
    [0] {""}
    [one] {""}, 1 scale after Holm
   *[other] {""}, { $scales } scales after Holm
  }).
comparison-margin = “About the same” says more than “not clear”: any change is smaller than a margin that is the same for all studies. It is 10 points of a share (the 90 % interval lies within) or 0.3 of a mean on a scale from 1 to 5, in proportion on other scales (two one-sided tests at 5 %); ordered answers have to keep within both. These tests are not adjusted for the number of questions.
scales-of-people = The mean of a scale is here that of people’s own means; the results of a wave show the mean of all ratings together, which may differ a little.
comparison-people = { $wave }: { $count ->
    [one] 1 response.
   *[other] { $count } responses.
  }
comparison-at = At { $site } alone:
comparison-unlinked = The people may be others each time: answers of the same person are not linked here.
paired-people = The same { $count } people:
paired-all = All respondents:
paired-note = { $count } people can be linked: they answered both times. What they say, each of them compared with their own earlier answer, stands first; all respondents stand below it.
paired-note-few = { $count ->
    [one] 1 person can be linked, who
   *[other] { $count } people can be linked, who
  } answered both times: too few to tell their own change.
paired-independent = Tests of all respondents count whoever answered twice as two different people: take their p and their ranges as a guide only.
paired-details = Details of the same people
paired-picture = The pictures are of all respondents.
comparison-picture = All in a picture
comparison-first = What changed
comparison-none = Nothing changed so much that these answers show it.
comparison-all = All questions
comparison-others = All others
order-pairs = Of 100 pairs with one answer from each wave, the later one is higher in { $higher } and lower in { $lower }.
order-pairs-range = The true difference is probably between { $low } and { $high }.
comparison-questions = Questions
comparison-scales = Scales
comparison-count-scales = { $count ->
    [one] 1 scale
   *[other] { $count } scales
  }
comparison-count = { $count ->
    [one] 1 question
   *[other] { $count } questions
  }

and-between = ,{ " " }
details = Details
fact-bases = Answers, earlier → later
fact-left-out = Answers left out because the wording differs
fact-difference = Difference
fact-points = { $points } points ({ $range })
fact-answer = { $points }, a range of this answer alone; among all answers (Holm) { $adjusted }
fact-h = Cohen’s h
fact-pairs = One answer from each wave
fact-pairs-said = the later one is higher in { $higher } of 100 pairs, lower in { $lower }, equal in { $equal }
fact-delta = Cliff’s delta
fact-means = Means, earlier → later
fact-change = Difference of means
fact-g = Hedges’ g
fact-v = Cramér’s V, bias-corrected
fact-equivalent = Is any change of the mean smaller than the margin (0.3 on a scale from 1 to 5, in proportion on others)? Two one-sided tests, not adjusted
fact-equivalent-said = margin { $margin }, { $p }
fact-dz = Change in its standard deviations (dz)
fact-steady = How alike each person’s two answers are: ICC(2,1)
fact-linked-all = Answered every time
fact-test = Test
fact-p = p
fact-adjusted-bh = p among all questions (Benjamini-Hochberg)
fact-adjusted-codes = p among all codes (Benjamini-Hochberg)
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
item-course-found = { $after } against { $before }: { $finding }
item-answers = The answers
item-sites = By site
item-on = Look further
item-by-another = This question by another
item-before = Before it: { $question }
item-after = After it: { $question }
sites-few = A dash stands where fewer than 10 people answered: one person more or less would move the figure too far.
sites-finding-of = { $wave }, side by side in the order of names: no ranking.
chart-sites-hidden = Small sites are hidden to protect people.
chart-sites-note = Ranges that overlap say that sites may not differ.
trend-clear = Over all these waves there is a clear trend.
trend-clear-up = Over all these waves there is a clear trend upward.
trend-clear-down = Over all these waves there is a clear trend downward.
trend-clear-up-among = Over { $waves }, which asked the same, there is a clear trend upward.
trend-clear-down-among = Over { $waves }, which asked the same, there is a clear trend downward.
trend-steps-every = It is steady: each of the { $all } steps from wave to wave goes that way, the largest from { $before } to { $after }.
trend-steps-some = It is not steady: { $along ->
    [one] only 1 of the { $all } steps from wave to wave goes that way, from { $before } to { $after }.
   *[other] { $along } of the { $all } steps from wave to wave go that way, the largest from { $before } to { $after }.
  }
trend-steps-none = It is not steady: the test looks at the order of all answers, and what is shown of each wave goes that way in none of the { $all } steps.
trend-alone = A trend is one test of this question alone, and not adjusted for the other questions: among twenty questions without any trend about one shows one by chance.
trend-repeated = Some people answered in several of these waves. The tests of a trend count them as different people each time: take their p and their ranges as a guide only.
trend-unclear = Over all these waves no clear trend can be told.
trend-none = A trend could not be worked out.
trend-clear-among = Over { $waves }, which asked the same, there is a clear trend.
trend-unclear-among = Over { $waves }, which asked the same, no clear trend can be told.
trend-none-among = A trend over { $waves } could not be worked out.
trend-broken = It was not always asked alike. A trend counts only waves that asked the same.
trend-too-short = It was not always asked alike, and fewer than three waves with enough answers asked the same: there is no trend to tell.
trend-mix-clear-among = Over { $waves }, which asked the same, the mix of answers differs.
trend-mix-unclear-among = Over { $waves }, which asked the same, it cannot be told that the mix of answers differs.
trend-mix-clear = The mix of answers differs between these waves.
trend-mix-unclear = It cannot be told that the mix of answers differs between these waves.
trend-answer-up = “{ $answer }” rises over time.
trend-answer-down = “{ $answer }” falls over time.
trend-answers-none = No single answer clearly goes one way.
trend-base = Answers
trend-any-share = Do shares differ at all? Chi-square without Yates’s correction
trend-kruskal = Do waves differ at all? Kruskal-Wallis
trend-epsilon = Epsilon squared
trend-welch = Do means differ at all? Welch’s analysis of variance
trend-variances = Eta squared, omega squared
trend-any-mix = Does the mix differ at all?
trend-one-answer = Trend of “{ $answer }”, Cochran-Armitage
trend-holm = { $test }; among all answers (Holm) { $adjusted }
trend-armitage = Cochran-Armitage at the waves’ real dates
trend-jonckheere = Jonckheere-Terpstra with ties
trend-line = straight line through all answers
trend-tau = Kendall’s tau-b
trend-slope = { $slope } a year ({ $range })
trend-slope-wave = { $slope } from one wave to the next, on average ({ $range })
trend-left-out = left out for too few answers: { $waves }

chart-each-question = Question
chart-each-answer = Answer
chart-each-site = Site

wording-cosmetic = It asks the same.
wording-reworded = Reworded.
wording-options = Other answers to choose from.
wording-route = Asked of other people.
wording-meaning = It means something else: its author says so.
wording-removed = Not asked any more.
wording-new = Not asked before.
wording-apart-cosmetic = wording changed
wording-apart-reworded = reworded
wording-apart-options = other answers to choose from
wording-apart-route = asked of other people
wording-apart-meaning = another meaning
wording-apart-removed = not asked any more
wording-apart-new = not asked before
wording-since = since { $wave }: { $what }
wordings-title = { $instrument }: wordings that changed
wordings-note = Answers are compared only while a question asks the same. Read both wordings and say which it is; until you do, a change that may matter counts as one.
wordings-none = No wording changed between the versions that were answered.
wordings-before = Before:
wordings-after = After:
wordings-proposed = Looks like: { $class } Until you say so, answers before and after are not compared.
wordings-confirmed = Classed: { $class } You can still class it otherwise.
wordings-nothing = (was not there)
wordings-say-cosmetic = It asks the same
wordings-say-reworded = It asks something else
wordings-say-options = The answers to choose from differ
wordings-say-route = Other people are asked
wordings-route = Who is asked
wordings-everybody = everybody
wordings-only-if = only if { $when }
done-wording-kept = Kept. Comparisons follow it at once.
error-wording-class = Choose what the change is.
error-wording-decided = This change is not for anybody to decide: its author changed the meaning, or the question came or went.

crosstab-open = One question by another
crosstab-title = One question by another
crosstab-note = Choose from fixed groups: sites, or the answers to a closed question. Groups cut out freely could point to a person, so there are none.
crosstab-heading = { $rows } · { $columns } · { $wave }
crosstab-rows = Question in the rows
crosstab-columns = By (in the columns)
crosstab-sites = Sites
crosstab-do = Show the table
crosstab-answer = Answer
crosstab-column = { $letter }: { $name }
crosstab-base = People
crosstab-hidden-cell = hidden
crosstab-tested = Tested: { $people } people, all who are in the table, small numbers too.
crosstab-letters = Percents are of each column. Small letters name columns that are clearly lower; capitals are surer. Columns below 30 people have no letter and are not compared.
crosstab-unlettered = Percents are of each column. Columns are not compared with each other: fewer than two have 30 people.
crosstab-marks = ↑ and ↓ mark cells with clearly more or fewer people than the rest of the table would suggest, where at least five would be expected.
crosstab-more = more than expected
crosstab-fewer = fewer than expected
crosstab-related = Answers differ between the columns.
crosstab-by-chance = Among many tables some look different by chance alone: one table is a hint.
crosstab-unrelated = It cannot be told that answers differ between the columns.
crosstab-untested = There is nothing to test: only one row or one column has answers.
crosstab-drawn = p from { $tables } tables drawn at random, its standard error { $error }
crosstab-expected = smallest expected count { $least }

weights-title = With weights
weights-raked = Weights make those count more who are rarer here than in the population.
weights-brought = These weights came with the answers.
weights-worth = The answers of { $people } people are worth as much as those of { $effective } who all weigh the same.
weights-sparse = Too few people, or too many empty cells, for a test with weights.
weights-rao-scott = Test of Rao and Scott, second order, since weighted counts are no counts of people:
weights-fixed = Ranges and tests take the weights as they are; that they were made from these answers is not in them.
weights-excluded = Left out for want of a weight: { $count }.

linked-open = The same people or organizations twice
linked-title = { $instrument }: the same people or organizations twice
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
linked-same = On average about the same; any change is smaller than { $margin }.
linked-margin = “About the same” is said where any change of a mean is smaller than 0.3 on a scale from 1 to 5, in proportion on other scales (two one-sided tests at 5 %), or where the 95 % interval of a share’s change lies within 10 points. These tests are not adjusted for the number of questions.
linked-chart-note = Higher and lower are those of the answer; whether higher is better depends on the question.
moves-higher = Higher
moves-same = Same
moves-lower = Lower
moves-said = { $higher } higher, { $lower } lower, { $same } the same.
moves-said-mix = { $other } gave another answer, { $same } the same.
linked-others = What is not clear
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
amount-dominated = { $amount } (mostly one)
amounts-dominated = Mostly one: one organization has more than four fifths of it, or the second largest could work it out. In a release such an amount is hidden, and so is what it could be worked out from.
amount-both-earlier = Both times: earlier
amount-both-later = Both times: later
amount-gone = Only earlier
amount-new = Only later
amount-net = All told later less all told earlier, whoever answered
mirror-title = One question, several audiences
mirror-none = No two instruments asked the same construct in one wave yet. Give questions that mirror each other the same “construct” in their instruments, and ask both in the same wave.
mirror-note = Questions that ask the same of different people, side by side. Each side has its own wording; percents are of the people of that side. A gap is told only between sides that could choose from the same answers, in the same words. The strictest rule of the audiences counts for the whole table. Ranges are 95 % intervals, each for itself; that of a change of a gap is made from those of both waves’ gaps (Zou and Donner 2008), as if other people answered each time.
mirror-side = Who was asked, and what
mirror-gap-of = Gap in { $wave } between those who were asked with the same answers: { $above } is { $points ->
    [one] 1 point
   *[other] { $points } points
  } above { $below } (probably { $low } to { $high }).
mirror-gap-widest = Widest gap in { $wave } among those who were asked with the same answers ({ $sides }): { $above } is { $points ->
    [one] 1 point
   *[other] { $points } points
  } above { $below } (probably { $low } to { $high }). It is the widest of { $gaps } gaps, and was chosen for that: the range makes no allowance for the choice.
mirror-left-few = Left out in { $wave }: { $side }, where too few answered.
mirror-left-otherwise = Left out in { $wave }: { $side }, with other answers to choose from.
mirror-course = Between { $one } and { $other } the gap was { $earlier ->
    [one] 1 point
   *[other] { $earlier } points
  } in { $before } and is { $later } in { $after }.
mirror-course-turned = Between { $one } and { $other } the gap was { $earlier ->
    [one] 1 point
   *[other] { $earlier } points
  } in { $before } and is { $later } the other way in { $after }.
mirror-change-clear = That is a change of { $points ->
    [one] 1 point
   *[other] { $points } points
  } (probably { $low } to { $high }): the gap changed.
mirror-change-unclear = Whether the gap changed cannot be told: the change is { $points ->
    [one] 1 point
   *[other] { $points } points
  } (probably { $low } to { $high }), which may be none.
mirror-course-apart = How the gap between { $one } and { $other } changed is not told: “{ $side }” asked this otherwise in { $before } than in { $after }, so that its answers cannot be compared.
mirror-otherwise = asked otherwise: { $question } ({ $share })
mirror-differently = No gap is told: the answers to choose from were not the same, or too few answered

codes-changed = What people mention: { $after } against { $before }
codes-changed-note = Shares are of people who said anything in a wave, counted with version { $version } of the codebook. { $tested ->
    [0] No code could be tested.
    [one] 1 code could be tested.
   *[other] The { $tested } codes that could be tested are one family of questions (Benjamini-Hochberg).
  } A code counts with what stands under it: one person may count in several lines, and lines that count the same people are not independent findings.
codes-untested = No code could be tested: too few people, or the same in both waves: nobody, or everybody, mentions it.
codes-more = More people mention it.
codes-fewer = Fewer people mention it.
codes-none = Nothing that people said in these two waves carries a code yet, so there is nothing to compare.
codes-nobody = Nobody mentions it in either wave.
codes-everybody = Everybody mentions it in both waves.
codes-split = Split in version { $version } of the codebook: unless the earlier passages were coded again, compare it at the code above.

linked-rest = In { $before }, those who are linked answered clearly otherwise than those who are not in { $clear } of { $asked } questions.{ $clear ->
    [0] {""}
   *[other] {" "}What holds for them may not hold for all.
  }
linked-only = This page is about those who answered both times only, and tests each against their own earlier answer.
linked-compare = Compare all respondents of these two waves
rest-title = Were those who are linked others from the start?
rest-few = { $linked } of those in { $before } are linked and { $others } are not: too few of one kind to tell whether they answered otherwise.
rest-visible = With { $linked } linked and { $others } not linked, only differences of about { $points } points (of a share near one half), or of { $deviations } standard deviations of a mean, show up reliably in one question; among so many questions they must be larger still. What is not clear may be there all the same.
rest-table = Linked beside not linked, question by question
rest-note = All answers are of the earlier wave. Differences are linked less not linked, with 95 % intervals. Shares of ordered answers are of the upper ones, and their p is of the whole order. All questions and scales are one family.
rest-linked = Linked
rest-others = Not linked
rest-difference = Difference
rest-adjusted = p among all of them (Benjamini-Hochberg)
rest-answers = { $count ->
    [one] 1 answer
   *[other] { $count } answers
  }
rest-mix = Cramér’s V { $v } ({ $range })
match-title = How codes were matched
match-exact = Linked, every part the same
match-one-off = Linked, one part different
match-ambiguous = Several fit: earlier / later wave
match-unlinked = Not linked: earlier / later wave
match-without = Without a code: earlier / later wave
match-false = Links that probably join two different people
item-code = Show the R code
item-code-note = Take the data for analysis for R with all waves, unpack them, and run this in the same folder: it gives the same figures. It needs R alone, no packages.
crosstab-code-note = Take the data for analysis for R with all waves, unpack them, and run this in the same folder: it gives the same figures, without and with weights. A p that is drawn moves a little each time; the code says so where it is.
linked-code-note = Take the data for analysis for R with these two waves, unpack them, and run this in the same folder: it gives the same figures of these two waves. It has those who are linked beside those who are not as well. For organizations, all waves may be in the data too.
mirror-code-note = Take the data for analysis for R of each of these instruments with all waves, unpack them into one folder, and run this there: it gives the same figures.
figures-code-note = Take the data for analysis for R with this wave, unpack them, and run this in the same folder: it gives the same figures. The range of omega is drawn and moves a little each time. Figures beside what is known of everybody have their own code on their page.
population-code-note = Take the data for analysis for R with this wave alone, unpack them, and run this in the same folder: it gives the same figures, without and with weights. It needs R alone, no packages.
codes-code-note = The data for analysis hold no codes: they stay with the passages. So the counts of this page are written into the R code, and it needs no file.
item-code-data = Data for analysis
linked-visible = With { $base } people only average changes of about { $change } show up reliably.
all-waves-title = All { $waves } waves together
all-waves-people = { $count ->
    [one] 1 was there in every wave.
   *[other] { $count } were there in every wave.
  }
all-waves-none = No answer differs so much between the waves that these people show it.
all-waves-clear = Answers differ between the waves: { $names }.
all-waves-each = Wave by wave
all-waves-note = Of numbers, scales and ordered answers the mean rank of each wave among a person’s own answers; of others how many said yes.
all-waves-tested = { $tested } of { $all } questions and scales could be tested.
all-waves-rough = Fewer than { $fewest } people answered some of these every time. These tests read their p from the chi-square distribution, which is only rough for so few: take a p near .05 as a hint.
all-waves-unordered = Not tested: its answers have no order.
all-waves-nobody = Not tested: nobody answered it every time, or it was not asked alike every time.
all-waves-few = Not tested: fewer than { $smallest } people answered it every time.
all-waves-alike = Nothing to test: everybody answered alike every time.
test-friedman = Friedman χ² = { $chi }, Kendall’s W = { $w }
test-cochran = Cochran’s Q = { $q }
linked-nobody = Nobody can be linked between these waves: nobody gave a code that pairs them, and no organization of a roster answered both times. Compare the waves as they are.
linked-how = How waves are joined
