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
  } Weights are kept and leave with exports; the first figures do not use them, so these are figures of the rows as they are.
results-base = { $count ->
    [one] Made from 1 response.
   *[other] Made from { $count } responses.
  }
results-unreadable = { $count ->
    [one] 1 response could not be opened with your keys and is left out.
   *[other] { $count } responses could not be opened with your keys and are left out.
  }
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
export-note = One row for each response, in random order, without ids. Taking them out is recorded. A file on your computer is no longer sealed: keep it where only you can open it, and delete it when you are done.
export-data = Answers (CSV)
export-dictionary = Dictionary of columns (CSV)
results-official = The items were asked in the official wording.
results-paraphrase = The items were asked in our own words, not in the official wording.

figure-none = –
figure-percent = { $percent } %
figure-percent-of = { $percent } % ({ $count } of { $base })
figure-percents = { $low } to { $high } %
figure-limits = { $low } to { $high }
figure-yes = Yes
figure-no = No
figure-several = People could choose more than one, so the shares add up to more than 100 %. They are shares of people who answered.
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

rank-title = Places
rank-first = Put first by
rank-mean = Mean place
rank-base = Placed by

factors-title = Scales and factors
factors-note = The spread shows how often each score was given, from the lowest to the highest.
factor-bands-note = Bands are a rule of thumb, not a test. The mean is rounded to one decimal first. Where the interval reaches over an edge, the factor is borderline between two bands, and both are named; where it reaches over three, the mean is too uncertain to say.
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
factor-between = { $band }, perhaps { $other }
factor-uncertain = too uncertain to say

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
problem-import-option-unknown = The question “{ $key }” has no option or place “{ $option }”.
problem-import-ambiguous = That is the code of one option and the label of another: say which under recode.
problem-import-no-option = That is none of the options. Name it under recode or missing.
problem-import-not-a-place = A place is a whole number.
problem-import-not-a-tick = A column of one option holds 1 or 0, yes or no, or the option’s own label.
problem-import-not-asked = The instrument would not have asked this question after the other answers of the row.
problem-import-weight-wrong = A weight is a number that is not below 0.
problem-import-no-rows = The file has no rows below its headers.
problem-import-wave-needed = Say the wave: by a column of the file, or by the field “Wave”.
problem-import-site-needed = Say the site: by a column of the file, or by the field “Site”.
