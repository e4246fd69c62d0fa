### Until when answers are kept, and legal holds.
retention-title = How long answers are kept
retention-settings = Set a day on which all that people said is deleted, or stop that for the law.
retention-choose = How long answers are kept
retention-lead = An owner sets the last day, somebody else confirms it, and whoever answers from then on is told so before the first question. In the night after that day the program deletes by itself. Nothing brings it back.
retention-goes = What goes: all answers, sent or not, transcripts, codes, notes and everything else that coding made, marks of danger, drafts of releases, single-use codes, the roster of organizations, the names of imported files. Links that are open are closed.
retention-stays = What stays: instruments and their versions, waves, sites, numbers invited, releases that are out (with the counts they hide, sealed, so that later releases can be kept apart from them) and the record of what was done. What you took out as files before is yours to delete.
retention-copies-lead = A backup made before holds everything that is deleted after it, and this program cannot reach it. Whoever keeps backups deletes them; say below when.
retention-none = No last day is set. Answers are kept until somebody takes them back.
retention-proposed-title = Waits to be confirmed
retention-proposed = { $person } set { $day } as the last day; backups are kept for { $days } days after it.
retention-running = Answers are kept until { $day }, and deleted in the night after it. { $person } set it, { $confirmer } confirmed it.
retention-held = { $day } was agreed as the last day: { $person } set it, { $confirmer } confirmed it. But a legal hold stands, so nothing is deleted before an owner ends it, and then not for a week.
retention-done = Everything was deleted on { $purged }; the last day was { $day }.
retention-copies-name = Delete the backups at most { $days } days after that: every one that was made until the answers were deleted. If they are made each night as the README shows, these are the file of the day after the last day and all that are older; after it, this page names the file.
retention-copies-delete = Delete the backups now, at most { $days } days after the last day: if they are made each night as the README shows, tidemark-{ $purged }.age and all that are older. Until then the recovery kit opens what is in them.
retention-waves = { $count ->
    [one] A wave is planned to start after this day: { $waves }. When it comes, the answers of the waves before are gone: nothing can be compared with them, and nobody found again.
   *[other] Waves are planned to start after this day: { $waves }. When they come, the answers of the waves before are gone: nothing can be compared with them, and nobody found again.
}
retention-despite = Delete although a wave is planned after this day
retention-waits = Somebody else confirms it: another owner, or a coordinator.
retention-brought = One of you, whoever set the day and you, let the other into this study or gave them the key, or you came by the same colleague, so you are not their second person. Another owner or coordinator confirms it, or an owner of the installation in this study as one of these.
retention-sure = I am sure: everything is deleted after this day
retention-confirm = Confirm the day
retention-drop = Take this day back
retention-set-title = Set a last day
retention-day = Last day on which answers are kept
retention-day-hint = At least a week ahead. Once somebody has answered under a confirmed day, it can only be moved nearer.
retention-copies = Days for which backups are kept after it
retention-copies-hint = Respondents are told. Choose what you can keep: whoever runs the server deletes them.
retention-set = Set this day
hold-title = Legal hold
hold-lead = When a court case is coming, or somebody with the right to it asks that nothing be destroyed, a hold stops the deletion until an owner ends it. Then at least a week is left. Ask counsel first; a hold does not stop redacting, taking transcripts out or undoing an import, so leave these until counsel agrees, and delete no backup.
hold-withdraw = Who takes answers back while a hold stands is not stopped: people answered on the promise that they can. The answers are deleted at once, the page tells them that backups from before are kept for now, and how many did so is told here from the next night on, for counsel. Nobody can tell who or when.
hold-reason = Reason
hold-reason-hint = It is recorded with your name and stands in clear: a file number, never the name of a participant.
hold-set = Stop the deletion
hold-end = End the hold
hold-end-sure = I am sure: counsel agreed
hold-was-set = { $person } set a hold on { $day }: { $reason }
hold-was-ended = { $person } ended it on { $day }: { $reason }
hold-flagged = { $count ->
    [0] For counsel: nobody took answers back meanwhile, as of last night.
    [one] For counsel: one person took answers back meanwhile, as of last night.
   *[other] For counsel: { $count } people took answers back meanwhile, as of last night.
}
done-wave-after-purge = Done. But this wave starts after the day on which all answers of the study are deleted: nothing can be compared with them then. See “How long answers are kept” under Settings.
done-retention-set = Set. Now somebody else confirms it.
done-retention-confirmed = Confirmed. Whoever answers from now on is told.
done-retention-dropped = Taken back.
done-hold-set = The deletion is stopped.
done-hold-ended = The hold is ended. Nothing is deleted for a week.
error-retention-early = The last day is at least { $value } days ahead.
error-retention-copies = Please give a number of days, 0 to { $value }.
error-retention-before-wave = A wave is planned to start after this day: { $value }. It would have nothing to be compared with. Choose a later day, or tick that you delete although it is planned. Nothing was changed.
error-retention-later = People have answered who were told { $value }. Their answers are not kept longer than that. Nothing was changed.
error-retention-own = Who set the day does not confirm it. Ask another owner or a coordinator.
error-retention-changed = Somebody changed this day meanwhile. Please look again. Nothing was changed.
error-hold-stands = A hold stands already.
error-hold-reason-missing = Please give the reason.
action-set-retention = Set how long answers are kept, end a legal hold
action-confirm-retention = Confirm how long answers are kept
action-hold-purge = Stop the deletion by a legal hold
act-set-retention = set the last day of answers
act-confirm-retention = confirmed the last day of answers
act-drop-retention = took a proposed last day back
act-purge = had confirmed the last day, which is over: the program deleted everything
act-set-hold = set a legal hold
act-end-hold = ended a legal hold
act-flag-withdrawals = had set the hold under which so many took answers back

## On the overview of the study
overview-day-waits = { $person } set { $day } as the last day on which answers are kept. It waits for you: confirm it, or take it back.
overview-day-set = { $day } was set as the last day on which answers are kept. It waits for another owner or a coordinator to confirm it.
overview-day-runs = Answers are kept until { $day }; in the night after it everything that people said is deleted.
overview-day-held = A legal hold stands since { $day }: nothing is deleted until an owner ends it.
overview-day-done = Everything that people said was deleted on { $day }.
