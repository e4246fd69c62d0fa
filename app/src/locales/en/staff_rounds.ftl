### Rounds of coding: drawing and giving out, submitting, closing, agreement, disagreements, settling.

rounds-title = Rounds
rounds-lead = In a round two or more people code the same passages without seeing one another’s work. When all have submitted, you see how far you agree and where you do not.
rounds-empty = There is no round yet.
round-new = Draw a round
round-new-lead = Choose who codes and from what. The draw is kept with its seed, so that it can be described and done again.
round-name = Name of the round
round-coders = Who codes
round-passages = From which passages
round-from = Where from
round-wave = Wave
round-key = Question
round-everything = Everything
round-uncoded = Only passages without a code
round-fresh = A fresh sample: only passages of no earlier round
round-from-count = { $count ->
    [one] 1 passage to draw from; moderators and translations are left out.
   *[other] { $count } passages to draw from; moderators and translations are left out.
  }
round-size = How many
round-size-hint = Leave empty to take all.
round-by = Spread evenly over
round-by-none = Nothing: a simple draw
round-by-wave = waves
round-by-site = sites
round-by-question = questions
round-doubled = Percent that everybody codes
round-doubled-hint = Agreement is measured on these. The others are dealt out.
round-seed = Seed
round-seed-hint = The same seed over the same passages draws the same.
round-preview = Show what it would give
round-draw = Draw and give out
round-gets = { $count ->
    [one] { $name } gets 1 passage.
   *[other] { $name } gets { $count } passages.
  }
round-everybody = { $count ->
    [one] 1 of them is coded by everybody.
   *[other] { $count } of them are coded by everybody.
  }
round-how-all = Given out on { $day }: { $passages ->
    [one] the 1 passage there is
   *[other] all { $passages } passages
  }, { $doubled } of them coded by at least two. Seed { $seed }, codebook version { $version }.
round-how-random = Given out on { $day }: { $passages ->
    [one] 1 passage
   *[other] { $passages } passages
  } drawn at random from { $from }, { $doubled } of them coded by at least two. Seed { $seed }, codebook version { $version }.
round-how-stratified = Given out on { $day }: { $passages ->
    [one] 1 passage
   *[other] { $passages } passages
  } drawn from { $from }, spread over { $by }, { $doubled } of them coded by at least two. Seed { $seed }, codebook version { $version }.
round-blind = Blind: { $submitted } of { $coders } have submitted
round-all-submitted = All have submitted
round-closed-by = Ended by { $name }: { $reason }
round-who = Who has done what
round-coder = Coder
round-given = Passages
round-coded = With a code
round-coded-hidden = not shown
round-submitted-on = Submitted
round-not-yet = not yet
round-did-not = did not submit
round-code = Read and code your passages
round-look = Look at the passages
round-beside = The turns around it
round-submit-title = Done?
round-submit-lead = What you coded in this round stands from then on. You see the others’ work when all have submitted.
round-without = { $count ->
    [one] 1 of your passages carries no code. That may be right: then nothing in the codebook fits it.
   *[other] { $count } of your passages carry no code. That may be right: then nothing in the codebook fits them.
  }
round-submit = Submit my part
round-close-title = End this round though not everybody submitted
round-close-lead = For when a colleague has left. What was coded so far is shown to all, and your reason is kept.
round-reason = Why
round-close = End the round
round-unit-passage = whole answer or turn
round-unit-sentence = sentence

agreement-title = Agreement
agreement-reached = This round was ended before everybody submitted. { $coders ->
    [0] Nobody’s work can be compared.
    [one] Only the work of { $names } is there, so nothing can be compared.
    [2] { $reached } of { $given } passages were reached by both, and only these are compared. Who did not submit has surely reached a passage only where they gave a code; so these figures may be too high.
   *[other] { $reached } of { $given } passages were reached by all who were given them ({ $names }), and only these are compared. Who did not submit has surely reached a passage only where they gave a code; so these figures may be too high.
  }
agreement-none = Nobody gave a code in this round, or no passage was coded by two people.
agreement-ordered = Take groups of codes that exclude one another as ordered
agreement-file = Take all figures out (CSV)
agreement-pooled = All codes together
agreement-units = Units
agreement-prevalence = How common
agreement-limits = 95 % interval
agreement-care = Read with care
agreement-figure = Figure
agreement-value = Value
agreement-dots = Krippendorff’s α with its interval. The lines stand at 0 (chance), .667 and .8.
agreement-draws = Intervals: respondents drawn anew { $count } times from seed { $seed }.
agreement-marks = Krippendorff would rely on α from .8 and draw tentative conclusions from .667; these are marks, not a pass.
agreement-methods = { $coders ->
    [one] 1 person
   *[other] { $coders } people
  } ({ $names }) coded { $units ->
    [one] 1 unit
   *[other] { $units } units
  } ({ $unit }) independently of one another; passages were drawn with seed { $seed } at codebook version { $drawn } (now version { $version }). Pooled over codes, Krippendorff’s α (nominal) is { $alpha }.
agreement-undefined = undefined: { $reason }
agreement-scales = Groups as ordered scales
agreement-scale = Group
agreement-spans = Free spans
agreement-each = Each code by itself
agreement-each-place = Each code by itself: did coders mark the same places with it? Unit: character.
agreement-definitions = What the figures mean
measure-percent = Percent agreement
measure-percent-means = Share of pairs of coders who agree, the mean over units. Not corrected for chance: it is high for every rare code.
measure-cohen = Cohen’s κ
measure-cohen-means = κ = (Po − Pe) ÷ (1 − Pe) for two coders, each with their own frequencies (Cohen 1960).
measure-cohen_linear = Weighted κ, linear
measure-cohen_linear-means = Cohen’s κ for ordered categories: a disagreement weighs as many steps as it is wide (Cohen 1968).
measure-cohen_quadratic = Weighted κ, quadratic
measure-cohen_quadratic-means = Cohen’s κ for ordered categories: a disagreement weighs the square of its steps (Cohen 1968).
measure-fleiss = Fleiss’ κ
measure-fleiss-means = κ for three or more coders with pooled frequencies (Fleiss 1971).
measure-krippendorff_nominal = Krippendorff’s α
measure-krippendorff_nominal-means = α = 1 − observed ÷ expected disagreement; any number of coders, missing codings allowed (Krippendorff 2011).
measure-krippendorff_ordinal = α, ordinal
measure-krippendorff_ordinal-means = α for ordered categories: disagreement grows with the ranks between (Krippendorff 2011).
measure-krippendorff_interval = α, interval
measure-krippendorff_interval-means = α for numbers: disagreement is the squared difference (Krippendorff 2011).
measure-krippendorff_ratio = α, ratio
measure-krippendorff_ratio-means = α for numbers with a true zero (Krippendorff 2011).
measure-gwet = Gwet’s AC1
measure-gwet-means = Corrected for chance in another way, which moves less when a code is very rare or very common (Gwet 2008).
measure-unitizing = uα
measure-unitizing-means = Did coders mark the same places with the same codes? Characters of the whole text, gaps included (Krippendorff, Mathet, Bouvry and Widlöcher 2016).
measure-unitizing_places = |uα
measure-unitizing_places-means = Did coders mark the same places, whichever code? (2016, binary)
measure-unitizing_codes = cuα
measure-unitizing_codes-means = Where two coders marked, did they give the same code? Undefined with a single code. (2016)
measure-unitizing_code = (k)uα
measure-unitizing_code-means = Where two coders marked, one code against the others. (2016)
undefined-no_units = no unit was coded by two people
undefined-no_variation = nothing varied, so chance alone would agree always
undefined-not_two_coders = it is for exactly two coders
undefined-unequal_coders = it needs the same number of coders for each unit
undefined-nothing_shared = nothing was marked by two coders at the same place
undefined-nothing_to_share = there is nothing to share out
undefined-out_of_range = the numbers are out of range
undefined-not_asked = no interval
undefined-one_respondent = one respondent cannot be drawn anew
undefined-mostly_undefined = undefined in most draws
undefined-no_spread = nothing spreads, which is no certainty
standing-reliable = reliable
standing-tentative = tentative
standing-insufficient = not to be relied on
standing-few = too few to say: anybody gave this code on fewer than ten units
caution-few_units = few units: very rough
caution-lopsided = very rare or very common: κ and α may be low though coders nearly always agree
refusal-overlap = One coder’s spans overlap in this passage, so no family for all codes together can be worked out: the same character would be counted twice. Each code by itself is below.
refusal-outside = A span lies outside its text.
refusal-code = A span names a code that is not in the list.
refusal-coders = Passages have different numbers of coders.

differences-title = Disagreements
differences-all = All codes
differences-count = { $count ->
    [0] You agree on every code of every passage.
    [one] 1 disagreement; { $settled } settled.
   *[other] { $count } disagreements; { $settled } settled.
  }
differences-settling = What you settle counts in themes: there a passage carries a code of this round where all who were given it gave it, or where you settled that it fits, and the column “settled” of exported excerpts tells which. Agreement stays as it was measured.
differences-not-given = did not give this code
differences-unreached = the round was ended before they gave any code here
differences-fits = It fits, settled by { $name }.
differences-fits-not = It does not fit, settled by { $name }.
differences-note = Why (optional)
differences-yes = It fits
differences-no = It does not fit
differences-fresh = Draw a fresh sample
differences-codebook = Reword a code

act-draw-round = drew a round of coding
act-close-round = ended a round of coding
done-round-drawn = Drawn and given out.
done-round-submitted = Submitted.
done-round-closed = Ended. Who may read answers sees what was coded.
done-round-settled = Settled.
error-round-name = Name the round.
error-round-coders = Choose who codes.
error-round-number = “{ $value }” is not a number that fits here.
error-round-reason = Say why the round ends.
error-round-own-part = You code in this round yourself. Submit your part first, or let somebody outside the round end it: ending it shows what everybody coded.
