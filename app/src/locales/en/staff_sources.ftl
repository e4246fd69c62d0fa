### Transcripts of groups and interviews.

sources-title = Transcripts
sources-lead = Groups and interviews, sealed like every answer. Nobody’s name is in them.
sources-none = No transcript yet.
sources-file = File
sources-language = Language of what was said
translate-language = Language of the translation
sources-language-hint = A tag such as en, es or vi.
sources-consent = How far the words may go
sources-consent-hint = What the people in it agreed to. Quotes that go further are refused later.
sources-foreign = { $count ->
    [one] 1 open answer in another language
   *[other] { $count } open answers in other languages
  }
consent-counted = Read and counted by the team; nobody is quoted
consent-quoted-inside = Quoted inside the team and to funders, not in public
consent-quoted = Quoted in public, without a name

source-kind-group = Group
source-kind-interview = Interview
source-kind-excerpts = Coded excerpts
source-turns = { $count ->
    [one] 1 turn
   *[other] { $count } turns
  }
source-coded = { $count ->
    [0] no turn coded yet
    [one] 1 turn coded
   *[other] { $count } turns coded
  }
source-translated = { $count } of { $all } translated
source-translation = Translation
source-code = Read and code
source-record = Change the record
source-translate = Translate
source-remove = Take out
source-notes = Notes on this transcript
source-recorded-note = That you read this is recorded.
source-holds = { $turns ->
    [one] 1 turn
   *[other] { $turns } turns
  }, { $codings ->
    [one] 1 coding
   *[other] { $codings } codings
  } that you may see.
sources-undo-translation = You last put a translation beside.
sources-undo-excerpts = You last brought codes and codings of excerpts in.
speaker-unknown = Somebody
turn-number = turn { $number }
turn-code = Code
turn-translate = Translate
turn-translation = Change the translation

bring-source = Bring a transcript in
bring-source-lead = Choose the file as a meeting program or a typist wrote it. You see what was recognized before anything is stored.
bring-source-safety = The file stays in memory for half an hour and is never written to disk. Speakers become labels before anything is stored.
bring-source-forms = Text (.txt), Word (.docx), captions (.vtt, .srt), or a table with a column for the words (.csv). At most 20 MB.
bring-source-look = See what is in it

source-preview-title = What was recognized
preview-recognised = { $file }: { $form }, { $turns ->
    [one] 1 turn
   *[other] { $turns } turns
  }, { $words ->
    [one] 1 word
   *[other] { $words } words
  }, { $speakers ->
    [one] 1 speaker
   *[other] { $speakers } speakers
  }, { $timed ->
    [one] 1 turn
   *[other] { $timed } turns
  } with a time.
preview-nothing-stored = Nothing is stored yet.
form-text = text
form-word = a Word document
form-vtt = captions (WebVTT)
form-srt = captions (SubRip)
form-table = a table
preview-remarks = Worth knowing
preview-unnamed = { $count ->
    [one] 1 turn names nobody. Its words are kept.
   *[other] { $count } turns name nobody. Their words are kept.
  }
preview-speakers = Who speaks
preview-speakers-lead = Each name becomes a label, in front of the words and inside them. Two names of one person may have the same label.
preview-no-speakers = Nobody is named in this file. Each paragraph or caption is one turn.
preview-share = { $turns ->
    [one] 1 turn
   *[other] { $turns } turns
  }, { $words ->
    [one] 1 word
   *[other] { $words } words
  }
preview-label = Label instead of { $name }
preview-bare = This label is the name that stands in the file. Is it nobody’s name?
preview-leads = Leads the group: their words are no finding
preview-none = Is no speaker: the line belongs to the words before it
preview-dismissed = Taken for a speaker
preview-still-none = “{ $name }” is no speaker
preview-joined = What one person says until somebody else speaks is one turn
preview-names = Names inside what was said
preview-replaced = { $count ->
    [0] No speaker is named inside what was said.
    [one] 1 place names a speaker and gets the label.
   *[other] { $count } places name a speaker and get the label.
  }
preview-doubts = Names, or just words? Tick what is a name; it gets the label too.
preview-doubts-more = And { $count } more. What stays can be redacted later.
preview-is-name = is a name
preview-sample = The beginning, as it will be stored
preview-on = Go on to the record
preview-again = Look again
preview-drop = Throw it away
preview-unread = { $count ->
    [one] 1 part became no turn
   *[other] { $count } parts became no turn
  }
preview-unread-lead = These parts are not stored.
preview-unread-more = And { $count } more.

record-title = Record of the session
record-back = Back to what was recognized
record-name = Title
record-name-hint = What the team calls it. No person’s name.
record-kind = What it was
record-week = Week or date
record-week-hint = Such as 2026-W47 or 2026-11-18. Of a date only the week is kept.
record-wave = Wave
record-site = Site
record-none = None
record-guide = Discussion guide
record-guide-hint = A discussion guide is an instrument, of any audience, with one question for each thing that was asked. Make it here:
record-attributes = About the group
record-attributes-hint = One fact a line, such as “Setting: library, evening”. Nothing that points to a person.
record-keep = Store the transcript
record-save = Save

remove-title = Take this transcript out
remove-what = { $turns ->
    [one] 1 turn goes
   *[other] { $turns } turns go
  }, with the translation, { $codings ->
    [one] 1 coding
   *[other] { $codings } codings
  } that you may see and all others there, notes and quotes.
remove-for-good = This cannot be undone.
source-remove-do = Take it out for good

translate-title = Translation
translate-words = Translation
translate-words-hint = Staff’s words beside the words as they were said. They are searched and coded too.
translate-keep = Keep the translation
translate-remove = Take the translation away
answers-title = Open answers in other languages
answers-lead = { $translated } of { $all } are translated. Those that are not come first.
whole-title = Translate the whole transcript
whole-lead = { $turns ->
    [one] The file must have one paragraph, caption or row for the 1 turn.
   *[other] The file must have one paragraph, caption or row for each of the { $turns } turns, in the same order.
  }
whole-sheet = Take a sheet for the translator (CSV)
whole-known = There is a translation ({ $language }). A new file takes its place.
whole-remove = Take the translation away
whole-forms = The translator’s sheet, or text, Word, captions or a table, as when a transcript comes in.
whole-keep = Put it beside

excerpts-title = Bring coded excerpts in
excerpts-lead = Words that were coded earlier in a spreadsheet: one column with the words, one with the code, others with what is known about them.
excerpts-forms = A table (.csv) or a workbook (.xlsx). At most 20 MB.
excerpts-preview = What the excerpts bring
excerpts-columns = What the columns mean
excerpts-columns-hint = Wave and site are looked up by name. Facts part the file into transcripts; people become numbers.
excerpts-first = Such as: { $value }
excerpt-nothing = Leave out
excerpt-text = The words
excerpt-code = Code
excerpt-coder = Who coded
excerpt-person = Who said it
excerpt-wave = Wave
excerpt-site = Site
excerpt-fact = A fact about the group
excerpts-parted = Mark between several codes in one cell
excerpts-parted-hint = “Safety > Locks” is the code Locks under Safety.
excerpts-effect = What would be there
excerpts-holds = { $excerpts } excerpts with { $codings } codings.
excerpts-count = { $count ->
    [one] 1 excerpt
   *[other] { $count } excerpts
  }
excerpts-known = Codes that are there already ({ $count }): { $names }
excerpts-new = Codes that would be made ({ $count }): { $names }
excerpts-unknown = Waves or sites that this study does not have stay as facts: { $names }
excerpts-empty-rows = { $count ->
    [one] 1 row has no words and is left out.
   *[other] { $count } rows have no words and are left out.
  }
excerpts-shown = The first of them
excerpts-bring = Bring them in

error-file-forgotten = The file is not in memory any more: half an hour has passed, or the study was locked, or the program was started anew or another process answers now. Choose it again; nothing was stored.
error-file-crowded = Too many files are being looked at here just now. Try again in half an hour; nothing was stored.
error-label-name = “{ $value }” is the name of somebody else in this file. Give a label that is nobody’s name.
error-label-long = A label has at most 60 characters: “{ $value }…”.
error-source-title-missing = Give it a title.
error-source-title-long = A title has at most { $value } characters.
error-week-unreadable = “{ $value }” is no week or date. Write 2026-W47 or 2026-11-18.
error-language-unreadable = “{ $value }” is no language tag. Write en, es or vi.
error-attribute-unreadable = Write each fact as “name: value”: { $value }
error-consent-missing = Say how far the words may go.
error-translation-missing = Write the translation first.
error-translation-long = A translation has at most { $value } characters.
error-translation-coded = Words of this translation are coded. Take those codings off first, or they would lie on other words.
error-translation-turns = The file does not have one part for each turn (found / wanted: { $value }). Nothing was stored.
problem-excerpts-empty = { $file } has no rows with words.
problem-excerpts-many = { $file } has more than { $limit } rows. Part it.
problem-excerpts-text = Say of exactly one column that it holds the words; now { $count } do.
problem-excerpts-code = Say which column holds the codes.
problem-excerpts-groups = Wave, site and facts would make { $count } transcripts; at most { $limit } come from one file. Leave a column out.

done-file-dropped = Thrown away.
done-source-brought = The transcript is stored.
done-source-same = Nothing was changed.
done-source-revised = Saved.
done-source-removed = The transcript is gone.
done-translation-kept = The translation stands beside it.
done-translation-gone = The translation is gone.
done-excerpts-brought = The excerpts are in. Their codes and codings can be undone below.
done-taken-out-again = Undone.

act-bring-source = brought a transcript in
act-revise-source = changed a transcript’s record
act-remove-source = took a transcript out

language-ko = Korean
record-speakers = Who speaks
record-speakers-hint = Labels, never names. Two people with the same label become one.
record-speaker = Label instead of “{ $label }”
record-leads = { $label } leads the group: those words are no finding
