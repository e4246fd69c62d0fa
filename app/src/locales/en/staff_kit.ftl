### The recovery kit after the first start: a drill, a new kit, three sheets.
kept-kit-title = The recovery kit
kept-kit-about = try whether it still opens everything, or make a new one, on one sheet or on three.
kept-kit-lead = When every owner is gone, or every passphrase forgotten, the kit opens all studies and all backups. So it must be where you think it is, readable, and in nobody else’s hands.
kept-kit-printed = { $sheets ->
    [1] It was printed on one sheet for a safe
   *[other] It was printed on { $sheets } sheets for { $sheets } people, two of whom open it together
    }{ $day ->
    [none] , nobody wrote down when.
   *[other] , on { $day }.
    }
kept-kit-drilled = { $day ->
    [none] It has not been tried since.
   *[other] It was tried last on { $day }.
    }
kept-kit-older = A new kit came on { $day }. Backups that were made before, or that day before it came, open with the kit of their time and not with this one: keep the old sheets, marked as old, for as long as you keep such backups.

## Drill
drill-due = It is more than half a year since somebody saw that the recovery kit opens everything. A drill takes ten minutes and changes nothing.
drill-title = Drill: does it still open everything?
drill-lead = Nothing is changed. What you type is held in memory while the page is worked out and kept nowhere. That the drill was done, on which day and by whom, stands in the record.
drill-step-fetch = Take the sheet from the safe yourself; or meet with two of the three people who keep one, each with their own sheet. That a sheet is not where it should be is what a drill is there to show.
drill-step-type = Type it below from the paper, not from a copy.
drill-step-look = Every key of every study is opened with it, and up to 100 answers of each study, which nobody sees.
drill-do = Try it
drill-opened-title = It opens everything
drill-opened = { $studies ->
    [one] One study
   *[other] { $studies } studies
    }, { $keys ->
    [one] one key
   *[other] { $keys } keys
    } and { $answers ->
    [one] one answer
   *[other] { $answers } answers
    } were opened.
drill-after-back = Put the sheet back into its safe, or let each of the two take theirs home.
drill-after-backup = A backup is tried on the machine that keeps them: tidemark drill --data FOLDER --from BACKUP does all of this and opens the backup as well.

## A new kit
renew-kit-title = A new kit
renew-kit-lead = Make one when somebody who left could have copied the kit, when a sheet is lost, or when three people are to keep it instead of one safe.
renew-kit-old = From the moment you finish, the old kit and its sheets recover nothing any more.
renew-kit-new = Every key is sealed to the new kit, and each study gets a new key for what arrives from then on, which nobody opens with the old kit, not even beside an old copy of the data.
renew-kit-backups = Backups that were made before still open with the old kit, and only with it. Keep its sheets for them, marked as old; or, where somebody may have a copy, make a new backup now and delete the old ones.
renew-kit-people = Colleagues who hold a key type their passphrase once more; nothing else changes for them.
renew-kit-sheets = How it is printed
renew-kit-sheets-1 = On one sheet, for a safe
renew-kit-sheets-3 = On three sheets, for three people: any two of them open it, one alone opens nothing
renew-kit-confirm = To make a new kit, first prove once more who you are
renew-kit-typed = Type the kit that counts now. Where it is lost, leave it empty: then you must hold the key of every study yourself.
renew-kit-sure = I am sure: the old kit ends when I have printed the new one
renew-kit-do = Go on to the new kit
new-kit-title = A new recovery kit
new-kit-hint = This shows that the paper is really there and can be read. The old kit counts until then.
new-kit-do = It is printed. Let it count
sheets-lead = Print this page now with your browser (Ctrl+P): each sheet is a page of its own. Or copy the lines by hand. They are shown only this once and are stored nowhere. Give them to three people who do not keep them in one place.
sheet-title = Tidemark recovery kit: sheet { $number } of 3
sheet-lead = Two of three sheets together open all answers and all backups of this installation. This one alone opens nothing. Keep it on paper, where you alone find it, and not in a computer.
sheet-use = To use it: meet with one of the two others. Open the sign-in page and choose “I have the recovery kit from the safe, or two of its sheets”, or run “tidemark recover --data FOLDER” on the machine itself. Each of the two types the seven lines of their own sheet.
sheet-keeper = Kept by: ______________________________
sheet-last-line = Type line 7, the last one, of sheet { $number }

done-drilled = Done, and written into the record.
done-kit-renewed = The new kit counts now, and the old one no more. Put it where it belongs. Then make a backup: it opens with the new kit.
error-drill-failed = The kit is right, but something of these studies does not open with it: { $value }. Nothing was changed. Unlock each once to see that its owner still reads it, keep the last backup that is well, and make a new kit here.
error-kit-study-closed = “{ $value }” has a key that this does not open, so no new kit was made. Type the kit that counts now; or ask for that study’s key first.
error-sheet-last-line-wrong = That is not the last line of sheet { $value } on this page. Please print it and read it from the paper.
