### Results, open answers, answers that tell of danger, imports and exports.

results-title = Results
results-back = All results
results-locked = The study is locked: only counts are shown.
results-unlock = Unlock it to see figures
results-empty = There is no wave with an instrument yet.
results-rehearsal = Rehearsal: these answers never count.
results-waiting = Newer answers are counted as soon as five or more are there, so that nobody can be told by when they answered.
results-brought = { $count ->
    [one] 1 response came
   *[other] { $count } responses came
  } from { $file }, brought in on { $day }
results-weighted = { $count ->
    [one] 1 row has a weight.
   *[other] { $count } rows have a weight.
  } The figures on this page do not use them: they are of the rows as they are. Figures with weights stand on a page of their own.
results-base = { $count ->
    [one] Made from 1 response.
   *[other] Made from { $count } responses.
  }
results-unreadable = { $count ->
    [one] 1 response could not be opened with your keys and is left out.
   *[other] { $count } responses could not be opened with your keys and are left out.
  }
results-response = { $answers } of { $number } invited answered ({ $percent } %).
results-response-unknown = How many were invited is not known, so neither is the response.
collection-name = { $title }, { $wave }

response-total = { $count ->
    [one] 1 response
   *[other] { $count } responses
  }
response-open = open
response-closed = closed
response-site = Site
response-answered = Answered
response-invited = Invited
response-rate = Response
response-all = All sites
response-not-known = not known
response-above = More answers than people invited: check the number invited.

small-cell = (few people)
small-cell-note = ▴ marks counts below { $smallest }: they may point to people. They are for your eyes; leave them out of what you publish.
interval-note = Thin lines and ranges show where the share or mean of everybody like those who answered probably lies (95 % interval); they end where the scale ends. They do not make up for people who did not answer.

filter-site = Show one site
filter-do = Show
filter-version = Questions of
filter-draft = the draft that was rehearsed

export-title = Take the answers out
export-note = One row for each response, in random order, without ids. A second person approves first, your passphrase is asked once more, and taking them out is recorded. This file can be brought in again; its columns that are no questions start with _. “Data for analysis” is for statistics programs; there they start with tm_. A file on your computer is no longer sealed: keep it where only you can open it, and delete it when you are done.
export-data = Answers (CSV)
export-dictionary = Dictionary of columns (CSV)
results-official = The items were asked in the official wording.
results-paraphrase = The items were asked in our own words, not in the official wording.

figure-several = People could choose more than one, so the shares add up to more than 100 %. They are shares of people who answered.
figure-mentions = { $count } ticks in all, { $mean } for each person.
figure-of-mentions = Share of ticks
figure-repeated = Asked once for each of several things: counts are of things, not of people.
figure-left-out = { $count ->
    [one] 1 response is not counted here: it answered other words or another meaning of this. Choose its version above to see it.
   *[other] { $count } responses are not counted here: they answered other words or another meaning of this. Choose their version above to see them.
  }
figure-table = As a table
figure-option = Answer
figure-count = Count
figure-share = Share
figure-interval = 95 % interval
figure-mean = Mean { $mean } (standard deviation { $sd }; 95 % interval { $limits }; { $base } answers)
figure-spread = Smallest, quartiles, largest
figure-unit = Unit
figure-min = Smallest
figure-q1 = First quartile
figure-median = Median
figure-q3 = Third quartile
figure-max = Largest

tally-none = answered
tally-skipped = skipped it
tally-dont-know = did not know
tally-prefer-not = would rather not say
tally-not-applicable = said that it does not apply
tally-not-asked = were not asked
tally-nonresponse = { $percent } % of those asked gave no answer

rank-title = Places
rank-first = Put first by
rank-mean = Mean place
rank-base = Placed by

factors-title = Scales and factors
factors-note = The spread shows how often each score was given, from the lowest to the highest.
factors-pooled = The mean is that of all ratings together; its interval is one of people’s own means, and “What changed” compares those, so that its means may differ a little from these.
factor-bands-note = Bands are a rule of thumb, not a test. The mean is rounded to one decimal first. Where the interval reaches over the edge of a band, the factor is said to be borderline between two bands, named in quotation marks: that it lies near their edge, whatever the bands are called. Where it reaches over three, the mean is too uncertain to say.
factor-name = Factor
factor-mean = Mean
factor-band = Band
factor-interval = 95 % interval of people’s means
factor-base = People
factor-spread = Spread
factor-ratings = { $count ->
    [one] 1 rating
   *[other] { $count } ratings
  }
factor-not-scored = { $count ->
    [one] 1 person answered too few items
   *[other] { $count } people answered too few items
  }
factor-why-no-answers = nobody answered enough items
factor-why-one-answer = one person alone has no spread
factor-why-zero-variance = all means are the same
factor-why-out-of-range = the numbers are too large
figures-items = { $count ->
    [one] Its answers
   *[other] { $count } items, one by one
  }
factor-between = borderline between “{ $low }” and “{ $high }”
factor-uncertain = too uncertain to say

band-list-title = Strengths and concerns
band-list-strengths = Strengths, the strongest first
band-list-between = Worth a talk: in a middle band, between two bands, or too uncertain to say
band-list-concerns = Concerns, the weakest first
band-list-none = None.
band-list-few = { $count ->
    [one] 1 factor has fewer than { $least } people and stands in no list: chance alone would decide its place.
   *[other] { $count } factors have fewer than { $least } people and stand in no list: chance alone would decide their places.
  }

beside-title = Sites side by side
beside-note = Sites stand in the order of their names, not of their scores. Fewer than { $smallest } people are not shown; with fewer than { $least } there is no mean, because one person more or less would move it. Ranges are 95 % intervals: where those of two sites overlap widely, do not speak of a difference.
beside-response = Answered
beside-of = { $answered } of { $invited } invited
beside-of-unknown = { $answered } (invited: not known)
beside-hidden = hidden: few people
beside-people = { $count ->
    [one] 1 person
   *[other] { $count } people
  }

reliability-title = Do the items of a scale hang together?
reliability-note = Made from people who answered every item of a scale. Alpha and omega say how much of a score the items share; they need three items, and omega has an interval up to 300 people. They say nothing about whether the right thing is asked.
reliability-base = People with all items
reliability-alpha = Alpha (95 % interval)
reliability-omega = Omega (95 % interval)
reliability-says = In words
reliability-one = One item: there is nothing that it could agree with.
reliability-two = Spearman–Brown { $value }. Two items are too few to judge.
reliability-two-none = Two items are too few to judge.
reliability-between = Mean correlation between items
reliability-omega-few = needs 50 people with all items
reliability-omega-undrawn = no interval: more than 300 people
reliability-omega-unfitted = no interval: { $unfitted } of { $drawn } samples drawn from these answers gave no stable figure
reliability-opposed = These items run against each other: { $pairs }. Check whether one of them is reversed; with few people it may be chance.
reliability-pair = { $one } and { $other } ({ $r })
reliability-items-note = Item by item: how each goes with the sum of the others, what alpha would be without it, and how it goes with each other item. An item that hardly goes with the others, or goes against them, may be reversed, unclear, or about something else.
reliability-items = Items of “{ $scale }”
reliability-item = Item
reliability-rest = Correlation with the rest
reliability-without = Alpha without it
reliability-with = r with { $number }
reliability-why-no-answers = nobody answered all items
reliability-why-too-few-answers = too few people answered all items
reliability-why-zero-variance = everybody gave the same answers
reliability-why-heywood-case = one item cannot be told from the scale
reliability-why-no-convergence = no stable figure was found
reliability-why-out-of-range = the numbers are too large
reliability-negative = Items run against each other: check which are reversed.
reliability-weak = weak
reliability-doubtful = doubtful
reliability-acceptable = acceptable
reliability-good = good
reliability-repetitive = very high: perhaps the items ask the same

everybody-head = Of all { $number } invited
everybody-counts = between { $low } and { $high } of the { $number }
everybody-exactly = { $count } of the { $number }
everybody-percents = { $low } to { $high } % of the { $number }
everybody-limits = of all { $number } invited: { $low } to { $high }
everybody-answered = everyone answered
everybody-note = “Of all { $number } invited” is what all of them would probably say now; the { $answers } who answered are counted among them. That makes ranges narrower, because few are left who could differ. It does not make up for silence: those who did not answer may think otherwise. It holds for this wave alone and tells nothing about change.
everybody-all = All { $number } who were invited answered: everyone answered, so there is nothing to estimate. Where a question has fewer answers, its own figures say so.
everybody-exceeded = { $answers } answered, but only { $number } are written down as invited. More people cannot answer than there are, so nothing is said about all of them. Put the number invited right, on the page of the collection.
everybody-site-exceeded = More people answered than are written down as invited at: { $sites }. So the number invited at all sites together is wrong too, and nothing is said about all of them. Put the number invited right, on the page of the collection.
everybody-negligible = Fewer than 5 % of the { $number } invited answered, so figures about all of them would be the intervals that stand here. Silence of so many weighs more than any interval.

reworded-paraphrase = { $count ->
    [one] 1 response answered our own words instead: it is left out here and shown apart.
   *[other] { $count } responses answered our own words instead: they are left out here and shown apart.
  }
reworded-official = { $count ->
    [one] 1 response answered the official wording instead: it is left out here and shown apart.
   *[other] { $count } responses answered the official wording instead: they are left out here and shown apart.
  }
reworded-show = Show those

edition-title = Edition { $other } of this inventory
edition-note = This study also asks edition { $other } ({ $title }); shown here is edition { $here }. { $count } factors are the same in both.
edition-mixed = One was asked in our own words and the other in the official wording, so their figures are not compared.
edition-both = Can be compared: { $names }.
edition-only = Only in edition { $number }: { $names }.

words-read = Read the answers
words-recorded = Opening them is recorded.
words-not-you = Your role does not read open answers.
words-count = { $count ->
    [one] 1 answer.
   *[other] { $count } answers.
  }
words-order = They stand in random order.
words-recorded-note = That you opened this page is recorded. The site is named only where enough people answered there.
words-mark = Tells of danger: mark it
words-marked = Marked as telling of danger
words-more = { $count } more characters: see the export.
words-before = Page before
words-after = Next page
words-page = Page { $page } of { $pages }

mark-title = Mark an answer that tells of danger
mark-note = Nobody is told by marking. The answer goes to a list in this study where the team writes down what was done. You do not know who wrote it, and must not try to find out.
mark-why = Why (the team will read it)
mark-do = Mark it
done-answer-marked = The answer is marked.

danger-title = Answers that tell of danger
danger-note = Agree beforehand who looks here and what is done: general help for a site, a talk with its staff, a report where the law demands it.
danger-empty = Nobody has marked an answer yet.
danger-open = { $count ->
    [0] Answers that tell of danger: something was done about each that is marked
    [one] Answers that tell of danger: 1 waits for action
   *[other] Answers that tell of danger: { $count } wait for action
  }
danger-none = Answers that tell of danger: nobody has marked one yet
danger-unread = Nothing finds them by itself: a person must read the open answers.
danger-where = They stand on the page of each wave below.
danger-read = Read the open answers
danger-marked-by = Marked by { $name } on { $day }
danger-why = Why:
danger-action = Done:
danger-acted-by = Written down by { $name } on { $day }
danger-action-label = What was done
danger-action-do = Write it down
done-action-recorded = Written down.
error-action-missing = Write down what was done.
error-note-long = That is too long: at most { $value } characters.

import-title = Bring earlier answers in
import-what = A file of answers from another program (CSV) becomes responses of one of your instruments: all of its rows, or none.
import-safety = Columns that point to people (names, mail and street addresses, telephone and internet addresses, times of day) are named and left out. The rows are sealed like any other response; the study may stay locked.
import-nothing-published = Publish an instrument that describes the file first.
import-instrument = Instrument
import-file = File (CSV)
import-wave = Wave
import-wave-hint = For rows that do not name one. A new name makes a new wave.
import-site = Site
import-site-hint = For rows that do not name one. A new name makes a new site.
import-map = Map of columns (MAP.toml)
import-map-hint = May stay empty when the columns have the names of the questions, as in our own exports. Every other column must be named in it, or listed under drop.
import-map-example = What a map looks like
import-look = See what it would bring
import-earlier = What came in before
import-file-name = File
import-file-unnamed = (not named)
import-undo-hint = Taking a file out again also takes away the wave, sites and collections that it made, if nothing else uses them.
import-day = Day
import-rows = Rows
import-state = State
import-undo = Take it out again
import-undone = taken out again
done-imported = The answers are in.
done-import-undone = The answers of that file are out again.
error-import-again = This file is in the study already. To bring it in again, take it out first.
error-import-not-published = Choose an instrument that is published.
error-import-forgotten = The file is not in memory any more: half an hour has passed, or you brought other files since, or the program was started anew or another process answers now. Choose it again; nothing was stored.

bring-title = What the file would bring
bring-file = { $file } into { $instrument }
bring-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
  }
bring-waves = By wave: { $names }
bring-new-waves = New waves: { $names }
bring-new-sites = New sites: { $names }
bring-do = Bring them in
bring-again = Look again with this map
bring-problems = The file does not fit yet
bring-nothing-stored = Nothing is stored. Mend the map or the file, and look again.
bring-place = Row { $row }, column “{ $column }”, “{ $value }”:
bring-columns = Columns
bring-column = Column
bring-goal = Goes to
goal-wave = the wave
goal-site = the site
goal-weight = the weight
goal-link = the code that pairs waves
goal-dropped = left out
goal-calculated = left out, and worked out again from { $from }
goal-suspect = left out: it looks like { $what }
suspicion-mail = e-mail addresses
suspicion-phone = telephone numbers
suspicion-device = internet addresses or places
suspicion-name = names
suspicion-address = street addresses
suspicion-time = times of day
suspicion-number = numbers that stand for people

problem-csv-unreadable = Row { $row } cannot be read: look for quotation marks that do not close.
problem-csv-ragged = Row { $row } has { $cells } cells, the first row has { $width }.
problem-csv-empty = The file is empty.
problem-csv-not-text = Row { $row } is not text. Save the file as CSV in UTF-8.
problem-import-map-broken = The map, line { $line }: { $message }
problem-import-column-missing = The map speaks of a column “{ $column }” that the file does not have.
problem-import-column-unknown = No question is called “{ $column }”. Name it under [columns], or under drop.
problem-import-column-twice = “{ $column }” and “{ $first }” both go to { $key }.
problem-import-key-unknown = The instrument has no question “{ $key }” that can be filled.
problem-import-key-above = Which column is the { $key } is said at the top of the map, above [columns]: { $key } = "{ $column }"
problem-import-option-unknown = The question “{ $key }” has no option or place “{ $option }”.
problem-import-ambiguous = That is the code of one option and the label of another: say which under recode.
problem-import-no-option = That is none of the options. Name it under recode or missing.
problem-import-not-a-place = A place is a whole number.
problem-import-not-a-tick = A column of one option holds 1 or 0, yes or no, or the option’s own label.
problem-import-not-asked = The instrument would not have asked this question after the other answers of the row.
problem-csv-rows-many = The file has more than { $most } rows; so many come in at once, and no more. Part it into several files, each with the headers.
problem-csv-columns-many = Row { $row } has more than { $most } columns, more than any spreadsheet.
problem-import-rows-many = The file has { $count } rows, and at most { $most } come in at once. Part it into several files, each with the headers.
problem-import-columns-many = The file has { $count } columns, and at most { $most } are read. Take out those that the instrument does not ask for.
problem-import-control = There is a control character in this cell, marked �. Take it out of the file.
problem-import-name-long = A wave or a site has a name of at most { $most } characters.
problem-import-name-unseen = There is something in this name that cannot be seen, marked �. Take it out of the file.
problem-import-calculated = “{ $column }” is worked out from the answers to { $from }, and the file has none of them. Bring those columns in, or name “{ $column }” under drop.
problem-import-weight-wrong = A weight is a number that is not below 0.
problem-import-no-rows = The file has no rows below its headers.
problem-import-wave-needed = Say the wave: by a column of the file (at the top of the map: wave = "its heading"), or by the field “Wave” (--wave).
problem-import-site-needed = Say the site: by a column of the file (at the top of the map: site = "its heading"), or by the field “Site” (--site).

analysis-title = Data for analysis
analysis-warning = This file holds single answers, one row for each person. It must not leave the house: do not send it, publish it, or put it where others can open it, and delete it when you are done. Figures for others leave as a release.
analysis-lead = All versions of an instrument stand in one table. A column keeps its name and its place whatever is changed later. Rows are in random order and have no ids of the responses. Where people gave a code that joins waves, tm_link gives each person a number, the same in all their waves and new in each file. Rehearsals are never in it.
analysis-empty = No instrument has a wave that counts yet.
analysis-instrument = Instrument
analysis-waves = Waves
analysis-format = For which program
analysis-format-csv = Any program: CSV with its dictionary (zip)
analysis-format-xlsx = Spreadsheet: XLSX with dictionary and values
analysis-format-sav = SPSS or PSPP: .sav with labels
analysis-format-r = R: CSV and a script that loads it (zip)
analysis-format-ddi = Archive: codebook without answers, DDI 2.5 (XML)
analysis-format-all = All of them (zip)
analysis-waits = Once that is given, this page offers the answers. Until then only the codebook, which holds none, can be taken here.
analysis-passphrase = Type it once more, so that nobody else takes answers from an open screen.
analysis-do = Take the file
analysis-recorded = Taking it is recorded.
taking-approved = Approved by { $by } until { $until }: { $purpose }
taking-alone = You are the only member of this study, so nobody else can approve. The record will say plainly that nobody did.
taking-waits = Before files with answers or words leave, somebody else must approve. Ask { $names }: it is given under People → Approvals for files.
taking-waits-nobody = Before files with answers or words leave, somebody else must approve, and nobody else in this study may. Make a colleague owner or coordinator under People; then they can.
taking-brought = Before files with answers or words leave, somebody else must approve. { $names } may approve, but one of you let the other in or gave them the key, or you came by the same colleague, so you are not each other’s second person. Ask an owner of the installation to come into this study as owner or coordinator: they count beside everybody.
taking-title = Take a file out
taking-lead = “{ $file }” holds what single people answered or said. A file on your computer is no longer sealed.
analysis-read-me = A blank cell is a question that was skipped. ~not_applicable, ~dont_know and ~prefer_not are what the person said; ~not_asked is a question that the route or the version did not have; ~not_placed is an option without a place in a ranking. Words that start with ~ have another ~ before them. Words that a spreadsheet would run as a formula have an apostrophe before them. A cell of a CSV can be longer than the 32,767 characters that Excel holds: Excel cuts it. Read such a file with another program, or take it as XLSX, where the rest goes on in a sheet of its own. In SPSS the reasons are -99 to -96 (-95 for not placed), or numbers with more nines where an answer lies among them; not asked is missing by system, and each column of words has a second one, _why, with the reason. In the dictionary, versions are those whose answers count together in a column; columns under not_comparable_with ask the same in another sense, of another kind or in somebody else’s words. Scales: a reversed item counts lowest + highest − score; a person is scored who answered at least the share least_answered of the items; persons is the mean of people’s means, ratings the mean over all ratings. Waves: weeks are ISO weeks of the first and the last answer; a response rate stands only where the number invited is known and is not smaller than the number of responses.
analysis-access-link = A link that whoever has it may use. How people came to it is not recorded here; this platform drew nobody by chance.
analysis-access-code = Single-use codes, given out by the study. How people were chosen is not recorded here.
analysis-access-roster = Organizations that were invited by name. How they were chosen is not recorded here.
analysis-mode-alone = On web pages, alone
analysis-mode-with_help = On web pages, with somebody’s help
analysis-mode-phone = By phone, somebody else typing
analysis-mode-paper = On paper, typed in later
analysis-mode-kiosk = On web pages of a shared device
analysis-mode-not_said = On web pages; how was not said
analysis-mode-imported = Not known: brought in from a file
analysis-weights-raked = tm_raked: raked to known shares, 1 on average
analysis-weights-brought = tm_weight: as brought in with the answers
analysis-yes = Yes
analysis-no = No
analysis-ticked = Ticked
analysis-not-ticked = Not ticked
analysis-earlier = earlier:
analysis-why = Why there are no words
rest-told = A cell of a spreadsheet holds 32,767 characters. Words that are longer go on in the sheet “rest”, part by part, with the cell that they began in as the file was made: put them behind what stands there, and they are whole.
analysis-cut = answers longer than 32,767 bytes are cut here, whole in the CSV. Their number:
analysis-reason-skipped = skipped
analysis-reason-not_applicable = does not apply
analysis-reason-dont_know = don’t know
analysis-reason-prefer_not = prefer not to say
analysis-reason-not_placed = got no place
analysis-reason-not_asked = not asked
analysis-own-wave = Wave
analysis-own-site = Site
analysis-own-version = Version of the instrument
analysis-own-language = Language of the pages
analysis-own-week = Week
analysis-own-mode = How it was answered
analysis-own-weight = Weight as it was brought in; blank where there is none
analysis-own-raked = Weight raked to the shares that the study keeps, 1 on average in each wave; blank where it keeps none
analysis-own-organisation = Organisation
analysis-own-link = Number of the person, the same in all their waves; random for each file
analysis-own-wording = Whose words the items were
analysis-own-acknowledgement = Acknowledgement
error-analysis-no-wave = Choose at least one wave.
error-analysis-format = Choose a program.

population-title = Sample and population
population-open = Compare with what is known of the population
population-note = Some things are known of everybody from elsewhere: how providers spread over regions, say, or over kinds of service. Here those who answered stand beside them.
population-none = Nothing is known of the population yet.
population-from = Known from: { $source }
population-sample = Those who answered
population-known = Population
population-weighted = With weights
population-change = Change the shares
population-remove = Forget these shares
population-alike = It cannot be told that those who answered differ from the population here. That does not make them a random sample: they may differ in what nobody knows.
population-differs = Those who answered differ from the population. Most of all “{ $answer }”: { $sample } % of answers, { $population } % of the population.
population-few = Fewer than { $least } answers: too few to compare with the population.
population-untested = There is nothing to test: only one answer is left.
population-outdated = The answers to choose from are others now than when these shares were typed. Type them again; until then they are not used.
population-exact = exact multinomial test
population-chi = Pearson’s goodness of fit
population-test-note = The test asks whether so different a sample would be rare if it were drawn from the population by chance.
population-say = Say what is known
population-say-note = Take figures that anybody may see, such as those of an authority, and name where they come from. They are kept as they are, not sealed.
population-question = Question
population-choose = Choose
population-percent = { $answer }, in percent
population-percents-hint = Percent of the population for each answer. They must add up to 100. Rounded ones may miss it by 1: from 99 to 101 they are kept, each scaled so that all add up to 100.
population-source = Source
population-source-hint = Who says so, and of which year: “County list of providers, 2026”.
done-population-kept = Kept. The sample stands beside it now.
done-population-removed = Forgotten.
error-population-source = Name the source of these figures, so that others can look it up.
error-population-source-long = A source has at most { $value } characters.
error-population-missing = The percent of answer number { $value } is missing. Write 0 where the population has nobody.
error-population-number = “{ $value }” is not a percent. Write a number from 0 to 100, such as 12.5.
error-population-sum = These percents add up to { $value }, not to 100. Rounding may leave them between 99 and 101.

weights-beside = Figures with weights stand beside the others and never in their place. Bases are people, not weights. Tests of ranks have no weighted form and are not offered.
weights-crosstab = One question by another, with weights
weights-figures = Every question without and with weights
weights-no = Without weights
weights-yes = With weights
weights-interval = 95 % interval with weights
weights-mean = Mean
weights-people = { $all }, { $with } of them with a weight
weights-which = Weights
weights-choose-raked = made from what is known of the population
weights-choose-brought = that came with the answers
weights-effect = Design effect (Kish): how much less sure a mean is
weights-effective = Effective sample size
weights-ends = Smallest and largest weight (mean 1)
weights-without = Left out for want of a weight
weights-cut = Weights cut at 5 times the mean
weights-off = Furthest distance from what is known, in points
weights-method = Weights from known shares are raked: each question in turn is brought to its shares until nothing moves (Deming and Stephan 1940). Who did not answer it keeps their weight in it. Weights that came with the answers are where raking begins. Means after Hájek with linearised variance; ranges of shares on the scale of log odds.
weights-costly = These weights cost more than half of the answers: a few people decide much. Look at the figures without weights first.
weights-trimmed = No weight may be more than five times the mean, so { $count ->
    [one] 1 weight was cut
   *[other] { $count } weights were cut
  } and the sample stays up to { $off } points away from what is known.
weights-missed = No weights bring all of it together: the sample stays up to { $off } points away from what is known.
