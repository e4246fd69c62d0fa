### Transcripts: bringing them in after a preview, their record, reading them, translations beside turns.
