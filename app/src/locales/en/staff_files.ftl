### What can be wrong with a file that comes in, what of it was not recognised, and what other tools' files lose.

## Containers (DOCX, XLSX, QDPX)

problem-archive-unreadable = “{ $file }” is not a whole file of its kind: it is damaged, or was cut short on the way. Save or export it anew, and send it again.
problem-archive-too-large = “{ $file }” is larger than { $limit } MB. Leave out recordings and pictures, or send it in parts.
problem-archive-entries = “{ $file }” holds more than { $limit } files. Export it in parts.
problem-archive-path = “{ $file }” holds a file whose name leads outside of it: “{ $entry }”. Nothing was read. Ask whoever made it for a clean export.
problem-archive-twice = “{ $file }” holds two files of one name. Export it anew.
problem-archive-entry-too-large = In “{ $file }”, “{ $entry }” is too large: at most { $limit } MB of text are read.
problem-archive-ratio = In “{ $file }”, “{ $entry }” unpacks to far more than a text would. Nothing was read. Export it anew.
problem-archive-locked = In “{ $file }”, “{ $entry }” has a password. Save the file without one.
problem-archive-damaged = In “{ $file }”, “{ $entry }” is damaged. Export the file anew.

## XML

problem-xml-empty = “{ $file }”, line { $line }: there is nothing here that can be read.
problem-xml-broken = “{ $file }” breaks off or is damaged at line { $line }. Export it anew.
problem-xml-doctype = “{ $file }”, line { $line }: it names a document type, which such files never do. Nothing was read.
problem-xml-entity = “{ $file }”, line { $line }: it points to words that it does not hold. Nothing was read.
problem-xml-deep = “{ $file }”, line { $line }: it is nested deeper than { $limit } levels. No document or codebook that people wrote is so deep: save or export it anew.
problem-xml-long = “{ $file }”, line { $line }: it has more than { $limit } parts. Export it in parts.

## Letters

problem-encoding-guessed = “{ $file }” does not say how its letters are written; they were read as { $encoding }. Look whether accents are right.
problem-encoding-broken = “{ $file }” has letters that cannot be read, the first in line { $line }. They stand as �.
problem-nul-removed = { $count ->
        [1] One empty character was taken out of “{ $file }”.
       *[other] { $count } empty characters were taken out of “{ $file }”.
    }
problem-control-removed = { $count ->
        [1] One invisible control character was taken out of “{ $file }”.
       *[other] { $count } invisible control characters were taken out of “{ $file }”.
    }

## Spreadsheets

problem-sheet-far = In “{ $file }”, sheet “{ $sheet }”, something stands in row { $row }. At most { $rows } rows and { $columns } columns are read: delete what is far below or to the right.

## Transcripts

problem-transcript-form = “{ $file }” is not a transcript that can be read. Save it as text (.txt), Word (.docx), captions (.vtt, .srt) or a table (.csv).
problem-transcript-empty = “{ $file }” holds no words.
problem-transcript-too-large = “{ $file }” is larger than { $limit } MB. Send it in parts.
problem-transcript-no-document = “{ $file }” is not a Word document. Save it as .docx.
problem-transcript-columns = The first row of “{ $file }” names no column for the words. Call it text, and the others speaker and time. Found: { $found }

problem-transcript-binary = “{ $file }” is not text, though its name says so: it holds too many characters that nobody types. Save it as text, or choose another file.
problem-transcript-column = The column “{ $column }” is not used.
problem-transcript-translation = The column “{ $column }” is not used now. When the transcript is stored, choose “Translate” there and send this same file again: then each turn gets its translation.

unread-heading = Stands before the first turn
unread-note = A note of whoever made the captions
unread-style = How captions should look
unread-empty = No words here
unread-time = The time cannot be read; the words are kept without it
unread-time-alone = A time that belongs to no turn
unread-speaker = Nobody is named; the words are kept
unread-column = A column that is not used
unread-row = More cells than columns
unread-removed = Struck out, or a comment

## Projects and codebooks of other tools

problem-refi-no-project = “{ $file }” holds no project (.qde). Export it again as REFI-QDA project.
problem-refi-several = “{ $file }” holds several projects: { $found }. Export one alone.
problem-refi-root = “{ $file }” is no REFI-QDA project or codebook: it begins with “{ $found }”.
problem-codebook-empty = “{ $file }” holds no codes.
problem-codebook-columns = The first row of “{ $file }” names no column for the codes. Call it name. Found: { $found }
problem-codebook-name = “{ $file }”, row { $row }: the code has no name.
problem-codebook-twice = “{ $file }”, row { $row }: “{ $value }” has the id of a row above.
problem-codebook-parent = “{ $file }”, row { $row }: no code, or more than one, is called “{ $value }”. Name the parent by its id in a column parent_id.
problem-codebook-deep = In “{ $file }”, “{ $value }” lies under itself, or deeper than { $limit } levels.

loss-area = Marked areas of pictures and pages, and stretches of recordings
loss-audio = Recordings; their transcripts are kept
loss-code-name = Codes without a name; they are called by their id
loss-coding-code = Codings with a code that the file does not hold
loss-coding-lost = Codings on something that could not be kept
loss-colour = Colours that cannot be read
loss-control-removed = Invisible control characters
loss-date = Dates that cannot be read
loss-element = Parts that the standard does not know
loss-formatting = Formatted versions of texts; the plain text is kept
loss-graph = Diagrams
loss-guid-missing = Things without an id; they got one
loss-guid-odd = Ids that are none; new ones were made
loss-guid-twice = Ids that two things had; the second got a new one
loss-link = Links between things
loss-link-memo = Links that hang a memo on something; it hangs there now
loss-memo = Memos on codes
loss-modified = Who changed something later, and when
loss-note-marked = Codes and selections inside memos
loss-nul-removed = Empty characters inside texts
loss-pdf = PDF files; their text is kept where the file has it
loss-picture = Pictures
loss-reference = Members of sets and cases that the file does not hold
loss-rich-text = Texts that were taken from a Word document, for want of plain text: look whether selections fit
loss-selection-empty = Selections of no characters
loss-selection-outside = Selections beyond the end of their text
loss-selection-place = Selections without a place
loss-set = Sets of sources or memos
loss-set-name = Sets without a name; they are called by their id
loss-source-missing = Texts that are not in the file
loss-sync-point = Times that tie a transcript to its recording
loss-time-of-day = Times of day; the day is kept
loss-user-missing = Coders without a name
loss-value-empty = Attributes without a value
loss-value-unreadable = Values of attributes that cannot be read
loss-value-variable = Values of attributes that the file does not name
loss-variable-kind = Attributes of an unknown kind; they count as words
loss-variable-name = Attributes without a name; they are called by their id
loss-video = Films; their transcripts are kept
