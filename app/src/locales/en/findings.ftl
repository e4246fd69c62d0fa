### What may be said about a change: sentences of the pages on waves and of releases, with how figures are written.

quoted = “{ $words }”
or-between = { " " }or{ " " }
verdict-hidden = Fewer than { $smallest } answers: hidden to protect people.
verdict-counts-only = Too few to compare.
verdict-counts = { $later } answers in { $after }, { $earlier } in { $before }: a comparison would say more than they can.
verdict-apart-reworded = Not compared: the wording changed between { $before } and { $after }.
verdict-apart-options = Not compared: the answers to choose from changed between { $before } and { $after }.
verdict-apart-route = Not compared: other people were asked it in { $after } than in { $before }.
verdict-apart-meaning = Not compared: the question means something else since { $before }.
verdict-apart-new = Not compared: it was asked in only one of the waves.
verdict-apart-removed = Not compared: it was not asked any more.
verdict-apart-cosmetic = Not compared.
verdict-small = Clear, but hardly any difference.
verdict-actual = Everybody answered both times, so this is the actual change.
verdict-borderline = Perhaps a change: it is on the edge of what can be told.
verdict-among-many = As a single question this would be clear; among { $count } questions some look so by chance.
verdict-at-the-edge = The test and the range do not agree: treat it as a hint.
verdict-order-edge = The test of the order and its own range (Cliff’s delta) do not agree: treat it as a hint.
verdict-by-order = It is judged by all answers in their order, not by this share alone.
verdict-same = About the same as { $before }; any change is smaller than { $margin }.
verdict-not-enough = Not enough answers to tell.
verdict-visible = With { $earlier } and { $later } answers only changes of about { $change } show up reliably.
verdict-untested-equal = Everybody gave the same answer, so there is nothing to test.
verdict-untested-empty = Nobody answered in one of the waves.
verdict-untested-other = It could not be tested.
verdict-foremost = The largest difference is at “{ $level }”: { $later } in { $after }, { $earlier } in { $before }.
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
moved-up-points = Up { $change ->
    [one] 1 point
   *[other] { $change } points
  }.
moved-down-points = Down { $change ->
    [one] 1 point
   *[other] { $change } points
  }.
moved-same-points = No change in whole points.
moved-up-score = Up { $change }.
moved-down-score = Down { $change }.
moved-same-score = No change to one decimal.
change-range-points = The real change is probably between { $low } and { $high } points.
change-range = The real change is probably between { $low } and { $high }.
change-could-points = The change could be anywhere from { $low } to { $high } points.
change-could = The change could be anywhere from { $low } to { $high }.
amount-points = { $amount ->
    [one] 1 point
   *[other] { $amount } points
  }
amount-score = { $amount }
amount-mean = { $amount } of the mean on a scale from { $low } to { $high }
margin-both = { $points } of the share shown, and than { $mean }
figure-mean-of = { $mean } ({ $base } people)
course-finding = Over all waves.
distribution-finding = How the answers are spread.
sites-finding = Side by side, in the order of names: no ranking.
headline-yes = Share of people who say yes
headline-ticked = Share of people who chose this
headline-upper = Share of people who answer { $levels }
headline-scale = Mean of people’s scores
headline-mean = Mean
chart-changes-finding = { $clear ->
    [0] None of { $count } changed clearly from { $before } to { $after }.
    [one] 1 of { $count } changed clearly from { $before } to { $after }.
   *[other] { $clear } of { $count } changed clearly from { $before } to { $after }.
  }
chart-changes-untold = The full comparison of these is not told here: small numbers could be worked out with it.
chart-changes-partly = { $clear ->
    [0] Of { $count }, none is told to have changed clearly from { $before } to { $after }; the full comparison of { $kept } is not told here.
   *[other] { $clear } of { $count } changed clearly from { $before } to { $after }; the full comparison of { $kept } is not told here.
  }
chart-changes-note = Grey arrows are changes that are not clear.
chart-changes-untold-note = Grey arrows are changes that are not clear, or whose full comparison is not told.
chart-changes-bare-note = Where there is no arrow, no change is told.
figure-none = –
figure-percent = { $percent } %
figure-percent-of = { $percent } % ({ $count } of { $base })
figure-percents = { $low } to { $high } %
figure-limits = { $low } to { $high }
figure-yes = Yes
figure-no = No
quote-by-nobody = nothing
quote-by-group = A person in a focus group or interview
quote-by-survivors = A person who answered
quote-by-professionals = A provider or advocate who answered
quote-by-community = A member of the community who answered
