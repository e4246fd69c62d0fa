### Words of a release: its public page and its files. Read by people who know nothing of this program.

release-out-on = Published on { $day }. This page never changes.
release-replaces = This page takes the place of
release-other-language = In English
release-approved = Approved by
release-approved-colleague = a second person of the office that asked
release-approved-outside = a reviewer from outside, invited by somebody who had not prepared this
release-approved-outside-of-maker = a reviewer from outside, invited by somebody who prepared this; nobody else of the office approved it
release-approved-outside-of-brought = a reviewer from outside, invited by somebody whom those who prepared this let in, or who let them in; nobody else of the office approved it
release-files = Files
release-file-report-docx = Report for Word (DOCX)
release-file-report-pdf = Report to print (PDF)
release-file-tables-xlsx = Tables for a spreadsheet (XLSX)
release-file-data-csv = All numbers, one a line (CSV)
release-file-dictionary-csv = What each name in the numbers means (CSV)
release-file-data-json = All numbers for programs (JSON)
release-file-funder-docx = What changed, as one table for Word (DOCX)
release-file-charts = Charts as pictures (SVG)
release-file-chart = Chart { $number } as a picture (SVG)

release-themes-title = What people said
release-quotes-title = In people’s own words
release-codes-title = What people mention
release-codes-lead = Shares are of people who said anything in their own words. They were read and coded by people, with version { $version } of the codebook. A theme counts what was coded directly with it; what was coded with a theme under it counts there alone.
release-code-more = More people mention it.
release-code-fewer = Fewer people mention it.
release-code-same = About as many people mention it.
release-code-unclear = Not enough answers to tell.

release-paraphrase = The items were asked in our own words, not in the official wording.
release-official = The items were asked in the official wording.
release-people = { $wave } (from { $date }): { $people } people answered.
release-people-of = { $wave } (from { $date }): { $people } of { $all } people answered ({ $percent } %).
release-people-exceeded = Out of how many is not told: at some site more people answered than are written down as invited.
release-people-hidden = { $wave } (from { $date }): how many answered is not shown.
release-people-in = { $wave }: people
release-few = Too few people answered to show numbers or to compare: { $waves }. What they said stands here in words alone.
release-kept = Not compared here: with the comparison, small numbers could be worked out.
release-kept-verdict = The change is told, but not how sure it is: with the full comparison, small numbers could be worked out.
release-kept-interval = { $finding } This is said by the interval of the change alone; the full comparison is not told, because small numbers could be worked out with it.
release-chart-empty = No chart: none of the numbers that it would draw can be shown.
release-withheld = This table is left out: nothing in it could be shown without pointing to people.
release-table-people = { $about } (how many answered)
release-table-waves = { $about } (by wave)
release-table-sites = { $about } (by site)
release-table-crossed = { $about } (one by the other)
release-table-linked = { $about } (who answered both times)
release-table-moves = { $about } (how those who answered both times changed)
release-table-courses = { $about } (from which answer to which people went)
release-table-mirror = { $about } (several audiences side by side)
release-table-amounts = { $about } (amounts of organizations)
release-unasked = Nobody was asked this in the waves shown here.
release-hidden-note = Hidden: numbers of fewer than { $smallest } people, and numbers with which those could be worked out.

release-answered = Answered
release-mean = Mean
release-interval = 95 % interval
release-wave-percent = { $wave }: percent
release-wave-mean = { $wave }: mean
release-share-of = { $share }: { $questions }
release-change-points = Change, in points
release-change-score = Change, in scores
release-change-interval-points = Change, in points: 95 % interval
release-change-interval-score = Change, in scores: 95 % interval
release-says = In one sentence
release-changes = What changed: { $after } against { $before }
release-by-site = { $question }: by site, { $wave }
release-each-question = Question
release-each-wave = Wave
release-each-site = Site
release-each-answer = Answer
release-each-code = Theme
release-yes = Yes
release-no = No
release-or = { " " }or{ " " }
release-all = All

release-methods-title = How this was made, and what it cannot tell
release-asked = “{ $instrument }” asked { $audience }.
release-asked-survivors = people who have lived through trafficking, and other clients
release-asked-professionals = people who answer from their work or for an organization
release-asked-community = members of the community
release-versions = More than one version of the questions was in use; answers to other words are not counted together.
release-week = { $wave }: answers came in week { $week }.
release-weeks = { $wave }: answers came from week { $first } to week { $last }.
release-languages = { $wave }: people answered in { $languages }; a language of few people is not named.
release-modes = { $wave }: people answered { $modes }; a way of few people is not named.
release-mode-alone = on their own
release-mode-with_help = with somebody’s help
release-mode-phone = on the phone with somebody who typed
release-mode-paper = on paper
release-mode-kiosk = on a shared device
release-method-answered = “Answered” counts, for each question, who gave an answer that can be counted: not who skipped it, was not asked, said that it does not apply, that they do not know or would rather not say. How many people answered in a wave, and the share of all of them, counts everybody who sent the questions in, whatever they left out.
release-method-upper = The share of a question with ordered answers is of the upper ones: those above the middle of the scale.
release-method-intervals = Intervals are 95 % intervals: of a share after Wilson, of a difference of two shares after Newcombe, of a mean after Student. With fewer than 10 answers there is none.
release-method-hidden = Numbers of fewer than { $smallest } people are not shown, totals included, and neither are numbers with which they could be worked out; percentages, averages, changes and charts go with them. Of { $all } numbers of people in these tables, { $hidden } are hidden.
release-method-headlines = { $count ->
    [one] Of 1 question
   *[other] Of { $count } questions
  } only one share is told by wave and by site, that of its upper answers, and not how many gave each answer; so less had to be hidden. Waves are compared by that share.
release-headline-note = Told as one share: the other answers are laid together.
release-headline-questions = Told and compared as one share: { $questions }
release-method-withheld = { $withheld ->
    [one] 1 table is left out: { $tables }.
   *[other] { $withheld } tables are left out: { $tables }.
  }
release-method-attack = Before this went out, it was tried to work out the hidden numbers of people from all numbers of people shown { $earlier ->
    [0] here, the first release of this study
    [one] here and in 1 earlier release of the same study
   *[other] here and in { $earlier } earlier releases of the same study
  }; none could be worked out. Who answered one question and not another is no secret that is kept: where few did, that number can follow from how many answered each.
release-test-shares = Shares of two waves are compared by Fisher’s exact test where they are small and a pooled z-test without continuity correction otherwise, with Newcombe’s interval for the difference.
release-test-ranks = Ordered answers are compared by their ranks (Mann-Whitney with tie correction, exact where few answered).
release-test-means = Means are compared by Welch’s t-test, with its interval.
release-test-mix = Answers without an order are compared by a chi-square test, or an exact one where few answered.
release-families = A change is called clear only if it would be rare by chance among all questions that were asked, not only those shown here: { $items ->
    [one] 1 question
   *[other] { $items } questions
  } after Benjamini and Hochberg, { $scales ->
    [one] 1 scale
   *[other] { $scales } scales
  } after Holm, at 5 %.
release-margins = “About the same” is said where any change is smaller than a margin that is the same for all studies: 10 points of a share, or 0.3 of a mean on a scale from 1 to 5 and in proportion on other scales; ordered answers of two waves have to keep within both. That is not adjusted for the number of questions.
release-limit-response = Nobody had to answer. People who did not answer may see things differently, and no interval makes up for that.
release-limit-unlinked = The people who answered may be others each time; answers of the same person are not joined here.
release-limit-reworded = Some questions or their answers to choose from were changed in the time told of here; what was answered before that is not compared.
release-limit-paraphrase = Some items are our own paraphrase of a published instrument; they are not to be compared with results in the official wording.
release-limit-few = Where too few people answered, no numbers are shown, and nothing can be said about change.
release-limit-codebook = Themes depend on the people who read the answers and on the codebook (version { $version }); they show who mentioned something, not how many would agree.
release-limit-quotes = Quotes were chosen and approved one by one; they stand for themselves, not for everybody.
release-about-smallest = Smallest number shown
release-about-earlier = Earlier releases of this study

report-hidden = hidden
report-nothing = –
report-decimal = .
report-percent = { $value } %
report-of = { $count } of { $base }
report-range = { $low } to { $high }
report-page = Page { $page } of { $pages }
report-about = About this release
report-made-on = Made on
report-count = count
report-base = of
report-low = from
report-high = to
report-field-table = the table that the number stands in
report-field-row = its row
report-field-column = its column
report-field-value = the value; shares from 0 to 1
report-field-count = how many people a share counts
report-field-base = of how many people
report-field-low = lower end of a range, or of the 95 % interval (Wilson) of a share of ten people and more
report-field-high = upper end of a range, or of that interval
report-field-hidden = yes where there is a value that must not be shown
report-field-unit = what the value is: people, percent, points, score, organizations, beds, words
report-field-test = the test of a change in points whose comparison is told: fisher, pooled-z, mann-whitney
report-field-p = its p-value on its own, before any adjustment; blank where some number of either wave is hidden, because it would tell of that
language-en = English
language-es = Spanish
