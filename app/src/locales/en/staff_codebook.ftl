### The codebook.

codebook-title = Codebook
codebook-lead = What words are coded with, and what each code means.
codebook-version = This is version { $version }.
codebook-empty = No code yet. Make the first one here, or while reading.
codebook-new = New code
codebook-groups = Groups
codebook-history = History
codebook-back = Codebook
codebook-code = Code
codebook-codings = Codings
codebook-people = People
codebook-own = { $count } of its own
codebook-own-people = of its own:
codebook-counts = Codings and people that you may see. While you code a round blind, what others coded in it is not counted. A code with others under it counts those too. ▴ marks a number of people so small that it may point to somebody.
codebook-emerged = emerged
codebook-since = changed at version { $version }
codebook-retired = { $count ->
    [one] 1 code that is not used any more
   *[other] { $count } codes that are not used any more
  }
codebook-top = At the top
codebook-last = You last did this:
codebook-undo = Undo
codebook-undo-more = { $count ->
    [one] (and 1 more change)
   *[other] (and { $count } more changes)
  }
codebook-taken-back = You took your last change back.
codebook-redo = Do it again
codebook-history-lead = Every change with its version, the newest first. An analysis names the version it used; a version never means anything else later.
codebook-history-empty = Nothing has changed yet.

colour-0 = Blue, full circle
colour-1 = Amber, full square
colour-2 = Green, full triangle
colour-3 = Purple, full diamond
colour-4 = Red, full star
colour-5 = Teal, full cross
colour-6 = Magenta, open circle
colour-7 = Olive, open square
colour-8 = Slate, open triangle
colour-9 = Brown, open diamond
colour-10 = Navy, open star
colour-11 = Gray, open cross

code-above = Under:
code-is-retired = This code is not used any more. What was coded with it stays.
code-is-merged = This code was merged into
code-part-name = Name
code-part-definition = Definition
code-part-definition-hint = What it means, in a sentence or two.
code-part-include = Include when
code-part-include-hint = When it fits, also where one might doubt.
code-part-exclude = Exclude when
code-part-exclude-hint = When it does not fit though it seems to, and which code fits instead.
code-part-example = Example
code-part-example-hint = Words that it fits. If they are a person’s own words, they go when that person takes their answers back; so keep to one person.
code-without-words = Nothing says yet what this code means.
code-origin = Where it came from
code-origin-deductive = From the question, before reading
code-origin-emerged = From reading
code-colour = Color
code-colour-hint = Each color has a shape of its own, so that nobody has to tell colors apart.
code-parent = Stands under
code-carried = What carries it
code-codings = { $count ->
    [one] 1 coding
   *[other] { $count } codings
  }
code-people = people:
code-within = With the codes under it:
code-read = Read what carries it
code-under = Codes under it
code-comparable = What can be compared
code-change = Change this code
code-reword = Words, place and color
code-new-under = New code under it
code-split = Split
code-retire = Retire
code-restore = Use again
code-retire-hint = A retired code cannot be given any more; what was coded with it stays and still counts.
code-merge-into = Merge into
code-merge-look = See what would move
code-words-title = Words of “{ $name }”
code-save = Save
code-make = Make the code

compare-made = Made at version { $version }: before that, nothing could be coded with it. A wave coded earlier shows none of it.
compare-reworded = “{ $part }” changed at version { $version }: compare earlier and later coding with care.
compare-merged = Since version { $version } it also holds what was coded as “{ $name }”: comparable throughout, as both together.
compare-split = Split at version { $version }.
compare-split-from = Split at version { $version } from “{ $name }”.
compare-at-parent = Before and after are comparable at the parent, “{ $name }”, only.
compare-at-old = Before and after are comparable only as “{ $name }” and its parts together.
compare-at-itself = Before and after are comparable only together with the codes it was split into.
compare-nowhere = Before and after cannot be compared.

notes-code = Notes on this code
notes-study = Notes on this study
notes-none = No note yet.
notes-new = Write a note
notes-words = Note
notes-by = { $name }, { $day }
notes-keep = Keep the note
notes-change = Change
notes-save = Save
notes-empty-hint = Empty it to take the note away.

change-version = Version { $version }
change-versions = Versions { $first } to { $last }
change-by = { $versions } · { $day } · { $name }
change-before = Before
change-after = After
change-made = was made.
change-worded = “{ $part }” changed.
change-worded-new = got its “{ $part }”.
change-worded-gone = lost its “{ $part }”.
change-coloured = got another color.
change-code-moved = moved.
change-merged = was merged into “{ $name }”.
change-split = was split into { $count } codes:
change-retired = was retired.
change-restored = is used again.
change-grouped-new = A group was made.
change-grouped = A group changed.
change-grouped-gone = A group was dissolved.
change-taken-back = Version { $version } was taken back or done again.
change-taken-back-all = Versions { $first } to { $last } were taken back or done again.

merge-title = Merge two codes
merge-lead = “{ $name }” goes. Everything coded with it counts as “{ $into }” from now on.
merge-moves = What moves
merge-where = Where
merge-wave = Wave
merge-nothing = Nothing that you may see is coded with it.
merge-under = These codes move under it:
merge-notes = { $count ->
    [one] 1 note goes along.
   *[other] { $count } notes go along.
  }
merge-hint = What others coded in a blind round is not counted here and moves too. You can undo a merge.
merge-do = Merge “{ $name }” into “{ $into }”

split-title = Split “{ $name }”
split-lead = First choose what it becomes: at least two codes, new ones or ones that are there. On the next page you deal out what was coded with it.
split-new = New codes, beside the old one
split-new-name = Name of new code { $number }
split-others = Codes that are there already
split-go-on = Go on
deal-total = { $count ->
    [0] Nothing that you may see is coded with it.
    [one] 1 coding.
   *[other] { $count } codings.
  }
deal-lead = Say for each question where its codings go; where one goes elsewhere, say so beside it.
deal-all = { $count ->
    [one] This coding goes to
   *[other] All { $count } of these go to
  }
deal-stay = stay with “{ $name }”
deal-one = This one
deal-as-question = as chosen above for all
deal-by = coded by { $name }
deal-retire = Retire “{ $name }” now
deal-hint = What stays can be dealt out later, here. What others coded in a blind round stays until the round is revealed. You can undo a split.
deal-do = Split

groups-lead = Codes may be a group of which only one fits the same words, such as praise and complaint; then the program refuses a second one. Or they are only read together.
groups-none = No group yet.
groups-new = New group
group-name = Name
name-taken-back = (a name whose words were taken back)
group-kind = What holds them together
group-exclusive = At most one of them fits the same words
group-together = They are read together
group-exclusive-short = at most one fits
group-together-short = read together
group-codes = Codes
group-keep = Keep the group
group-change = Change this group
group-dissolve = Dissolve
group-clashes = { $count ->
    [one] In 1 passage one person gave two of them to the same words. That stays until somebody mends it.
   *[other] In { $count } passages one person gave two of them to the same words. That stays until somebody mends it.
  }

error-code-name-missing = Give the code a name.
error-code-name-taken = Another code beside it is called “{ $value }”. Choose a name that tells them apart.
error-code-words-long = At most { $value } characters fit here.
error-code-missing = Choose a code.
error-words-of-several = These words come from more than one person. Keep to words of one, so that they can go when that person takes their answers back.
error-note-missing = Write something first.
error-group-name-missing = Give the group a name.
error-group-needs-two = A group needs at least two codes.

done-code-made = The code is made.
done-code-changed = Saved.
done-code-same = Nothing was changed.
done-code-retired = Retired.
done-code-restored = It is used again.
done-code-merged = Merged.
done-code-split = Split.
done-note-kept = The note is kept.
done-taken-back = Done.
done-group-kept = The group is kept.
done-group-dissolved = Dissolved.

