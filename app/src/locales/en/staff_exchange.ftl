### Codebook, project and excerpts out to other programs, and in from them.

exchange-title = Files
exchange-out = Take coding out
exchange-out-lead = These files hold what people said, as far as you may see it. They are for research; words for a report leave as approved quotes. Taking a file is recorded.
exchange-qdc = the codebook, for NVivo, ATLAS.ti, MAXQDA, QualCoder and others (REFI-QDA)
exchange-codebook-csv = the codebook, for a spreadsheet
exchange-qdpx = the whole project with codings, memos and attributes, for other programs (REFI-QDA)
exchange-csv = coded excerpts, for a spreadsheet or statistics program
exchange-xlsx = coded excerpts, for a spreadsheet
exchange-docx = coded excerpts by code, for a word processor
exchange-html = coded excerpts by code, for a browser
exchange-counts = The project would hold { $sources } texts, { $selections } selections, { $codings } codings and { $codes } codes.
exchange-losses-out = What the project file does not carry
exchange-left = Rounds, undo, the history of the codebook, translations and times of turns stay here: the format has no place for them. An open answer that goes out comes back as a transcript.
exchange-in = Bring coding in
exchange-in-lead = A project (.qdpx, .qde), a codebook (.qdc) or a table of codes (.csv). You see what it would bring before anything is written.
exchange-file = File
exchange-look = Look at it
exchange-preview = What the file would bring
exchange-from = From { $name }.
exchange-from-origin = From { $name }, written by { $origin }.
exchange-brings = New: { $texts } texts, { $codes } codes, { $codings } codings, { $memos } memos. Here already: { $known }.
exchange-losses-in = What does not come along, or was mended
exchange-counted = Positions are counted so: { $way }. { $agree } of { $named } selections whose name can be compared fit their words so ({ $plain } if counted as the standard says); { $selections } selections in all.
exchange-loss = { $what }: { $count }
exchange-loss-example = { $what }: { $count } (for instance “{ $example }”)
loss-source-without-text = Texts that the file names but does not hold
loss-source-known = Texts that are here already in another form; nothing is added to them
loss-selection-without-code = Selections without a code
exchange-codes = Codes
exchange-preview-note = Texts come in as transcripts of one piece; coders keep the names that the file gives them and never become accounts here. Codes, codings and memos can be undone together; texts are taken out under Transcripts.
exchange-bring = Bring it in
exchange-nothing-new = Everything in this file is here already.

act-bring-project = brought a project in from a file
done-project-brought = Brought in. One undo takes codes and codings back.
error-upload-gone = The file is not here any more. Choose it again.
