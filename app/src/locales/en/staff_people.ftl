### Signing in, people, keys, studies, settings.
problems-heading = Please look at this again
problems-to-form = To what you filled in
save = Save
change = Change
you = (you)
role = Role

## Ways in
your-name = Your name
passphrase = Passphrase
passphrase-new = New passphrase
passphrase-again = The same passphrase again
passphrase-hint = At least 12 characters. Four or five words that have nothing to do with each other are strong and easy to remember. Nobody can look it up for you.
passphrase-old = Present passphrase
sign-in-title = Sign in
sign-in-do = Sign in
sign-in-other = Something else?
sign-in-join = I was given a code to join
sign-in-forgot = I forgot my passphrase: ask a colleague who manages your study for a new code, then use it under “I was given a code to join”.
sign-in-recover = I have the recovery kit from the safe, or two of its sheets
join-title = Join with a code
join-lead = A colleague gave you a code. It works once.
join-code = Your code
join-code-hint = 15 letters and digits. Capitals, spaces and hyphens make no difference.
join-name-hint = What you will sign in with, and what colleagues see. If the code is for a forgotten passphrase, your name stays as it was.
join-as = You join as { $name }.
join-do = Join
recover-title = Come back with the recovery kit
recover-lead = Whoever holds the kit, or two of its three sheets, can read everything here. Type it, and choose a name and a new passphrase: that person becomes an owner of every study. This is written into the record.
recover-kit = The twelve blocks of the kit, or the seven lines of a sheet
recover-kit-hint = Spaces and small letters make no difference. Type a sheet line by line: then a slip is named by its line.
recover-kit-other = The seven lines of a second sheet
recover-kit-other-hint = Only where the kit was printed as three sheets; any two of them open it.
recover-name-hint = If somebody of this name is here already, they get the new passphrase. If not, a new person is made.
recover-do = Come back
first-start-title = Welcome to Tidemark
first-start-lead = You are the first one here, so you become the owner. Choose what you will sign in with. On the next page you get a recovery kit to print.
first-start-code = Code from the terminal
first-start-code-hint = It was printed where the program was started. This makes sure that nobody else gets here first.
first-start-name-hint = What you will sign in with, and what colleagues see.
first-start-sheets-hint = The kit opens everything when every passphrase is lost. Three sheets are for when no single safe, and no single person, is to be enough. You can change this later.
first-start-do = Go on to the recovery kit
kit-title = Tidemark recovery kit
kit-lead = These twelve blocks open all answers and all backups of this installation. Print this page, put it into a safe, and do not keep it in a computer.
kit-of = It belongs to the installation at { $address } and was made on { $day }.
kit-use = To use it: open the sign-in page and choose “I have the recovery kit from the safe, or two of its sheets”, or run “tidemark recover --data FOLDER” on the machine itself. Both ask for these blocks.
kit-print = Print this page now with your browser (Ctrl+P), or copy the blocks by hand. They are shown only this once and are stored nowhere. If you lose both the kit and every passphrase, nobody can read the answers again, and neither can we.
kit-last-block = Type block { $place }, the last one, from your printed sheet
kit-last-block-hint = This shows that the paper is really there and can be read. Nothing is set up before.
kit-do = I have the kit. Start

## Studies
studies-title = Studies
studies-empty = You are in no study yet.
studies-join = Join another study with a code
study-new-title = Make a study
study-new-do = Make the study
study-name = Name of the study
study-name-hint = For colleagues. Respondents do not see it.
study-library = Instruments to start with
study-library-hint = They are copied into the study, where you can change every word. You can add more later.
time-zone = Time zone
overview-you = Your role here: { $role }
overview-steps = Next steps
overview-collections = Waves and answers
overview-no-collections = No wave yet. Publish an instrument, then make a wave and its links.
overview-no-survey = { $waves ->
    [one] One wave is there, but no survey is in it yet.
   *[other] { $waves } waves are there, but no survey is in them yet.
    } Publish an instrument, then open it in a wave and make its links.
overview-counts = Answers are counted in batches of five or more, mixed, so that nobody can tell when a person answered.
overview-wave = Wave
overview-instrument = Instrument
overview-state = State
overview-answers = Answers
overview-invited = Invited
overview-open = Open
overview-closed = Closed
overview-unknown = not known
step-done = Done
step-open = To do
step-ready = Ready
step-later = Later
step-instruments = Choose instruments
step-holder = A second person who holds the key, or the reason why not
step-keys = Give the key to everybody who waits for it
step-help = Check the help lines and note the day
step-publish = Make their words your own, try them out, have them read and publish
step-published = { $published } of { $all } published
step-collect = Make a wave, open it and hand out its links
step-results = Look at the first results

## The second proof
second-title = A second proof when you sign in
second-lead = Whoever gets hold of your passphrase could sign in as you. With a second proof the passphrase alone is not enough: signing in also asks for a passkey (a key, phone or computer that you touch) or a code from an authenticator app.
second-asked = Signing in asks for your second proof.
second-not-asked = Signing in asks for nothing but your passphrase.
confirm-first = To remove something, first prove once more who you are
confirm-title = Once more, is it you?
confirm-lead = What follows changes how you sign in, how somebody else does, who may do what here, or what opens everything. So everything that signing in asks for is asked once more. It then counts for ten minutes.
second-step-title = Your second proof
second-step-lead = The passphrase is right. Now show that it is you.
second-code = Code
second-code-hint = The six digits that your app shows, or one of your spare codes.
second-spare-hint = One of your spare codes.
second-do = Go on
second-elsewhere = Your passkeys were made for another address than this one, and no spare code is left. Open the address that they were made for, or ask an owner of the installation.
second-elsewhere-code = Your passkeys were made for { $party } and do nothing at this address. Type a code, or open the address that they were made for.
second-or-code = Or type a code instead
second-lost = Lost it, and no spare code at hand? An owner of the installation can take your second proof away, under “Everybody here”. Then your passphrase is enough until you set up a new one.
second-back = Begin again
passkeys-title = Passkeys
passkeys-lead = A passkey works only on our own pages: on a copy made to trick you it does nothing. It is the better of the two. Add two, and keep one elsewhere.
passkey-add = Add a passkey
passkey-add-lead = Give it a name, then do what your browser asks: touch the key, or show the device that it is you.
passkey-add-do = Make it
passkey-name = Name of the passkey
passkey-name-hint = So that you know it again: “blue key”, “office laptop”.
passkey-made = Added on { $day }, for { $party }
passkey-use = Use a passkey
passkey-remove = Remove this passkey
passkey-remove-sure = I am sure: remove “{ $name }”; something else goes on proving that it is me
proofs-end-sure = I am sure: signing in then asks for nothing but my passphrase
passkey-same = This device has a passkey of yours already: it stands in the list of your account. Nothing was changed. For a second one, use another device.
passkey-without-script = Passkeys need a browser that knows them, with script switched on.
passkey-failed = The device did not answer, or does not know this passkey. Nothing was changed. Try again, or use another way.
passkey-nameless = Passkeys work only where the address of these pages is a name. On this machine alone, open the same address with “localhost” in place of the number.
passkey-unlocks = It may unlock studies.
passkey-unlocks-title = Unlock with a passkey
passkey-unlocks-lead = After that, “{ $name }” unlocks studies in place of your passphrase, once you are signed in. It needs a device that makes sure it is you, by finger, face or number, and a browser that can ask it for a secret; if yours cannot, it says so and nothing changes.
passkey-unlocks-note = Signing in goes on asking for the passphrase, so you still need it, and so do files that you take out. Whoever can use the device as you could unlock while you are signed in.
passkey-unlocks-do = Let it unlock studies
unlock-by-passkey = Unlock with a passkey
authenticator-title = Authenticator app
authenticator-lead = Let the app read this picture, or type the letters. Then type the code that it shows.
authenticator-picture = The secret as a picture for the app
authenticator-letters = The same in letters:
authenticator-code = Code that the app shows
authenticator-code-hint = Six digits; a new one every thirty seconds.
authenticator-do = Turn it on
authenticator-is-on = It is on: signing in takes the codes of your app, each once.
authenticator-is-off = An app on your phone that shows a new code every thirty seconds. Any app that reads the usual picture will do.
authenticator-new = Set up an authenticator app
authenticator-off = Turn it off
authenticator-off-sure = I am sure: turn the app off; a passkey goes on proving that it is me
spare-heading = Spare codes
spare-title = Your spare codes
spare-lead = Each stands for your second proof once. Write them down or print them, and keep them where your passphrase is not.
spare-once = They are shown only this once.
spare-left = { $count ->
    [0] None is left. Make new ones.
    [one] One is left.
   *[other] { $count } are left.
}
spare-new = Make new spare codes
spare-new-hint = The old ones then count no more.
spare-print = Print this page now with your browser (Ctrl+P): only what stands here is printed, and not your name.
spare-of = For { $address }, made on { $day }.
second-reset-lead = For somebody who lost the device. First make sure, by phone or face to face, that it is they who ask. They are signed out, the passphrase alone is enough then, and their next page says that you did it.
second-reset-sure = I am sure: take the second proof of { $name } away
second-reset-do = Take the second proof away
second-reset-told = { $by } took your second proof away on { $day }. If you did not ask for that, tell another owner of the installation now and change your passphrase. Set up a new one:
second-reset-read = I have read this

## Locks and keys
unlock-title = Lock of this study
unlock-lead = Type your passphrase to read answers in this study. It locks again when you are away, after as many minutes as you choose in your account, and when you sign out.
unlock-do = Unlock
unlock-no-key = Nobody has given you this study’s key yet. A colleague who manages it can do so on its page “People”. Read them these letters, so that they can be sure it is you.
lock-lead = This study is unlocked for you.
locks-after = Locks after { $minutes } minutes without a click.
locks-soon = This study locks in about two minutes: while somebody reads or types, the installation hears nothing of it. Press here to keep it open. What you are writing is not lost either way: send it, unlock, and it is here again.
locks-over = It is locked now, unless you went on in another window. What you are writing is not lost: send it, unlock within ten minutes, and it is here again.
locks-out = You are signed out by now. What you are writing is not lost: send it, sign in within ten minutes in this window, and it is here again.
locks-unheard = The installation did not answer, so it does not know that you are here. Press once more.
locks-stay = I am still here
lock-do = Lock it now
key-letters = Check letters: { $letters }.
key-holds = holds the key
key-none = waits for the key
key-waiting = Waiting for the key
key-waiting-lead = These people may read but have no key yet. Ask for their check letters, by phone or face to face. Give the key only when they are the same.
key-give = Give the key

## People
code-title = A code to hand over
code-lead = For { $name }. Say it or print it; they use it at “I was given a code to join”.
code-once = It is shown only this once, works once, and ends after seven days.
invite-title = Invite somebody
invite-lead = You get a code to say or to print. We send nothing.
invite-for = For whom
invite-for-hint = A note for this page, so that you know whose code it is.
invite-do = Make a code
invite-open = Codes not used yet
invite-until = ends after { $day }
invite-cancel = Take back
role-do = Change the role
restore-lead = Forgot the passphrase? Make a code with which they choose a new one. After that they need the key again.
restore-do = Make a code for a new passphrase
remove-lead = Out of the study: the key and the role are taken away. What they read or copied before stays with them.
remove-sure = I am sure: remove { $name } from this study. Where they hold its key, it gets a new one, and every colleague types the passphrase once more
remove-do = Remove from the study
leave-lead = You give your role and your key in this study back. What you need of it, take with you before, as your role allows.
leave-sure = I am sure: I leave this study, and come back only if somebody invites me
remove-everywhere = Shut out of everything
leave-study = Leave the study
role-owner = Owner
role-coordinator = Coordinator
role-researcher = Researcher
role-coder = Coder
role-reader = Reader
access-title = Who may do what
access-lead = This table is the one the program works by. Figures and answers need the key as well. The program holds the roles apart; the key itself opens the whole study.
access-installation = Owners of the installation, whatever their role in a study, also make studies, shut people out, try the recovery kit and make a new one. None of that opens answers by itself.
access-caption = Actions by role
access-action = Action
access-yes = Yes
access-no = –
action-see-study = See the study and its counts
action-change-settings = Change settings and help lines, clone the study
action-manage-people = Invite people, change roles, give keys
action-design-instruments = Edit, check, preview and translate instruments
action-publish = Publish an instrument
action-run-collections = Run waves, sites, links and codes
action-key-paper = Key in answers from paper
action-see-results = See figures
action-read-answers = Read open answers, mark danger
action-code = Code passages, write memos, look at themes
action-keep-codebook = Make, reword, move, merge, split and retire codes
action-bring-sources = Bring transcripts in, change or take them out
action-run-rounds = Draw rounds of coding, settle disagreements
action-close-rounds = See how far rounds are, end one when somebody left
action-redact = Replace words by labels, for good
action-approve-quotes = Decide about quotes that somebody else proposed
action-export = Take answers out as files
action-approve-exports = Approve that somebody else takes answers out
action-import = Bring earlier answers in
action-see-audit = Read the record of what was done

## Everybody
everybody-title = Everybody here
everybody-lead = All who can sign in to this installation. Here you shut out somebody who has left, of every study at once.
everybody-owner = Owner of the installation
everybody-second = Signs in with a second proof
everybody-nowhere = In no study
everybody-record = Record of the installation
shut-out-lead = They are signed out at once and cannot sign in again. Their keys and roles are taken away in every study, and new answers there go under a new key that they never had: colleagues type their passphrase once more. What they read or copied before stays with them. This cannot be undone; if they come back, invite them under another name. Whoever may have copied the recovery kit could come back with it: then make a new one, on the page of the recovery kit.
shut-out-do = Shut out of everything
shut-out-sure = I am sure: shut { $name } out of everything
raise-lead = An owner of the installation makes studies, and may shut people out. That alone opens no answers.
raise-sure = I am sure: make { $name } an owner of the installation, who may shut out everybody else
raise-do = Make owner of the installation
lower-lead = They keep their studies and their keys.
lower-sure = I am sure: { $name } is no longer an owner of the installation
lower-do = No longer owner of the installation

## Approvals for files
approvals-title = Approvals for files
approvals-lead = Files with what single people answered or said leave the house only when a second person has approved it: for somebody, for a purpose, and for up to 30 days. Every file that is taken is recorded with the name of who approved. An approval ends for good when whoever gave it leaves the study, or may not give it any more. Whoever let somebody in, or gave them the key, is not their second person, nor the other way round.
approvals-now = In force
approvals-none = Nobody may take files out now. Whoever is the only member of a study may: the record then says that nobody else approved.
approvals-told = approved by { $by }, until { $until }
approvals-end = Take it back
approvals-new = Approve
approvals-nobody = Nobody else in this study may take files out. For yourself, somebody else must approve.
approvals-brought = You are not the second person of { $names }: one of you let the other in, gave them the key or made the code for their new passphrase, or you both came by the same colleague. Another owner or coordinator approves for them. Where there is none, an owner of the installation can, in this study as owner or coordinator: they count beside everybody.
approvals-person = Who may take files out
approvals-purpose = What for
approvals-purpose-hint = It stands in the record as you write it. Nothing about a person who took part.
approvals-days = For how many days
approvals-days-hint = From today on, today counted. At most { $most }.
approvals-do = Approve
error-approval-own = Somebody else must approve that you take files out.
error-approval-days = Type a number of days from 1 to { $value }.
error-approval-person = Choose who may take files out.
error-approval-purpose = Say what the files are for.
error-second-person = Who let somebody in, gave them the key or made the code for their new passphrase is not their second person, nor the other way round; nor are two who came by the same colleague, unless that is an owner. These can in your place: { $value }
error-second-person-nobody = Who let somebody in, gave them the key or made the code for their new passphrase is not their second person, nor the other way round; nor are two who came by the same colleague, unless that is an owner. Nobody else in this study may do it. Ask an owner of the installation to come into this study as owner or coordinator: they count beside everybody.
error-export-unapproved = Nobody else has approved that you take this file out, or the approval is over. An owner or coordinator can give one under People → Approvals for files.

## The record
audit-link = Record of what was done in this study
audit-title = Record of what was done
audit-lead = Each entry is chained to the one before, so that none can be changed or taken out unnoticed. The chain runs over all studies; this page shows this one’s part. Reading leaves one entry a day for each person and place, however often somebody looks; everything else leaves its own.
audit-empty = Nothing yet.
audit-whole = The chain is whole: { $acts ->
    [one] one entry
   *[other] { $acts } entries
    }.
audit-head = Print or write down this last link. A chain that was cut at its end no longer has it; tidemark doctor --head looks for it:
audit-of = Of “{ $study }” at { $address }, as of { $day }.
object-drill = { $studies ->
    [one] one study
   *[other] { $studies } studies
    }, { $keys ->
    [one] one key
   *[other] { $keys } keys
    }, { $answers ->
    [0] no answers
    [one] one answer
   *[other] { $answers } answers
    } opened
object-renew-kit = { $sheets ->
    [1] on one sheet
   *[other] on { $sheets } sheets
    }
object-set-retention = { $day }; backups { $days ->
    [one] one day
   *[other] { $days } days
    } longer
object-flag-withdrawals = { $count ->
    [one] one person
   *[other] { $count } people
    }
audit-broken = The chain does not fit at entry { $position }. Somebody changed the database. Compare with a backup.
audit-place = Entry
audit-day = Day (UTC)
audit-person = Who
audit-act = What
audit-object = About
audit-gone = one that was thrown away
audit-release = a release
audit-terminal = somebody at the machine
place-all = all passages
place-codebook = examples and notes of the codebook
place-code = what carries the code
place-danger = marked answers
place-differences = where coders differ, in the round
place-quotes = quotes
place-redaction = redacting
place-search = search
place-source = the transcript
place-suggestions = suggested codes
place-topics = passages by topic
place-translations = translations
act-begin = started this installation
act-make-study = made the study
act-clone-study = made the study after another
act-recover = came back with the recovery kit
act-drill = proved in a drill that the recovery kit opens everything: studies, keys, answers tried
act-renew-kit = made a new recovery kit, which ended the old one
act-invite = invited somebody
act-cancel-invitation = took an invitation back
act-join = joined
act-new-keys = chose a new passphrase by a code
act-change-passphrase = changed their passphrase
act-new-secret = made a new secret of code hashes
act-change-role = changed a role
act-grant = gave the key
act-restore = made a code for a new passphrase
act-remove = removed somebody; where they held the key, the study got a new one
act-shut-out = shut somebody out of everything
act-raise = made somebody owner of the installation
act-lower = took the ownership of the installation back
act-add-passkey = added a passkey
act-remove-passkey = removed a passkey
act-passkey-unlocks = let a passkey unlock studies
act-passkey-copied = a passkey was refused: there seem to be two of it
act-authenticator-on = turned on an authenticator app
act-authenticator-off = turned off the authenticator app
act-new-spare-codes = made spare codes
act-spare-code = used a spare code
act-wrong-passphrases = had the passphrase typed wrongly under this name, many times in one day
act-codes-paused = typed too many wrong codes; none is taken for a while
act-reset-second = took somebody’s second proof away
act-unlock = unlocked the study
act-change-settings = changed settings
act-change-help-lines = changed the help lines
act-choose-linking = chose how rounds are joined
act-population-kept = said what is known of the population
act-population-removed = forgot what was known of the population
act-refuse-second-holder = wrote down why there is no second key holder
act-publish = published
act-read-words = read open answers
act-export = exported
act-export-approved = took files out with somebody else’s approval
act-export-alone = nobody else approved it: the study has one member
act-approve-export = approved that somebody takes files out
act-end-approval = took an approval for files back
act-import = imported
act-act-on-danger = wrote down what was done about danger
act-mark-danger = marked an answer that tells of danger
act-begin-bringing-in = began to count late answers though they were few
act-bring-in-anyway = counted late answers though they were few
act-undo-import = took an import back
act-class-wording = said whether answers to a changed wording can be compared

## Settings
respond-title = Title of respondent pages
respond-title-hint = A bland word. It stays in the phone’s history, so it should tell nothing.
exit-address = Where “Leave now” leads
exit-address-hint = An everyday page, such as the weather.
smallest-cell = Smallest count shown plainly
smallest-cell-hint = Never below 5. For survivors it is at least 11, whatever stands here. On your own pages it is a mark, not a rule: smaller counts are shown, with ▴. Only where waves, sites or audiences are set against each other, those with fewer people are left out, and an open answer does not name a site with fewer. In a release it is a rule: every smaller number of people is hidden, and so is every number with which one could be worked out.
help-title = Help lines
help-lead = On every respondent page, in this order. Check each number on its own website before you publish, and again every three months. Do not call 911 or a crisis line only to test it. What people are to write stands in brackets behind a number to text: 233733 (HELP).
help-new = Add a line
help-name = Name ({ $language })
help-number = Number to call
help-message = Number to text
help-checked = Checked on
help-checked-today = I checked it today
help-place = Place in the list
help-remove = Remove this line
help-due = { $day ->
    [none] Nobody has checked it yet. Please do.
   *[other] Last checked on { $day }. Please check it again.
}
help-save = Save the help lines
holder-title = A second key holder
holder-lead = If only one person holds the key and is ill, leaves or forgets, the answers can be read only with the recovery kit. Before an instrument for survivors is published, there must be a second key holder, or a reason why not.
holder-invite = Invite somebody
holder-now = { $count ->
    [one] One person holds the key now: { $names }.
   *[other] { $count } people hold the key now: { $names }.
    }
holder-refused = Written down: { $reason }
holder-reason = Why there is no second key holder
holder-reason-hint = It is recorded with your name. Leave it empty to take it back.
holder-do = Record this
account-title = Your account
account-name = You sign in as { $name }.
account-letters = A colleague who gives you a key compares them.
account-passphrase = Change your passphrase
account-do = Change it
account-passphrase-ends = Whoever is signed in as you in another browser is signed out, and so is a sign-in that has only begun.
account-passphrase-confirm = To change your passphrase, first prove once more who you are
account-idle = When you are away
account-idle-minutes = Minutes without a click until your studies lock
account-idle-hint = From 5 to 60. A form that you send after that is kept until you have unlocked, for ten minutes.
account-idle-do = Keep it

## What was just done
done-signed-out = You are signed out.
done-session-ended = You were signed out before this arrived, so it is not done yet. Sign in within ten minutes, in this window: what you had filled in comes back, but no passphrase and no file.
done-session-over = You were signed out before this arrived, so nothing was done. Please sign in again. What you had typed could not be kept: your browser’s way back may still show it.
done-joined = Welcome. If your role may read answers, a colleague now gives you the key.
done-recovered = You are back, as an owner of every study. Unlock a study to read it.
done-started = Everything is set up. Put the kit where it belongs now: one sheet into its safe, three sheets to three people. Then make your first study. (How the kit is kept can be changed: Everybody here → The recovery kit.)
done-unlocked = Unlocked. It locks again when you are away.
done-locked = Locked.
done-study-made = The study is made, and unlocked for you.
done-saved = Saved.
done-approval-given = Approved.
done-approval-ended = The approval is taken back.
done-help-saved = The help lines are saved.
done-invitation-cancelled = That code no longer works.
done-role-changed = The role is changed.
done-key-given = The key is given.
done-removed = Removed from the study. Where they held its key, new answers go under a new one that they never had; colleagues type their passphrase once more.
done-shut-out = Shut out of everything, at once.
done-raised = Owner of the installation now.
done-lowered = No longer owner of the installation.
done-left = You left the study.
done-passkey-added = The passkey is added.
done-passkey-removed = The passkey is removed.
done-passkey-unlocks = From now on it unlocks studies.
done-authenticator-on = The authenticator app is on.
done-authenticator-off = The authenticator app is off.
done-passkey-removed-last = The passkey is removed. Signing in asks for nothing but your passphrase now.
done-authenticator-off-last = The authenticator app is off. Signing in asks for nothing but your passphrase now.
done-spare-left = { $left ->
    [0] You signed in with your last spare code. Make new ones in your account.
    [one] You signed in with a spare code. One is left: make new ones in your account.
   *[other] You signed in with a spare code. { $left } are left.
    }
done-second-reset = The second proof is taken away, and the person will be told.
done-passphrase-changed = Your passphrase is changed. Other browsers are signed out.
done-idle-chosen = Kept, from now on.

## What was wrong
error-not-found = There is no such page, or it is not for you.
error-forbidden = Your role does not allow this. The page “People” of the study shows who may do what.
error-locked = Unlock the study first.
error-kept-while-locked = The study had locked before this arrived, so it is not saved yet. What you typed is here again: look at it and send it once more.
error-pressed-while-locked = The study had locked before this arrived, so nothing was done yet. Here you can do it again. (A file has to be chosen once more.)
error-kept-while-away = Your session had ended before this arrived, so it is not done yet. What you had filled in is here again: look at it and send it once more.
error-proved-anew = Now we know that it is you. What you had pressed is not done yet: it is here again.
error-idle-minutes = Choose from 5 to 60 minutes.
error-foreign-form = This form did not come from one of our pages, so nothing was done. Open the page again and send it from there.
error-wrong-host = This address is not the one this installation was set up for. Open the address that your team was given, exactly as it is. If it leads here again, tell whoever runs the server: the program has said on its terminal, or in its log, what to change.
error-host-twice = The browser, or something on the way to us, named two addresses at once. Try again, or from another network.
error-too-large = That is too large: one file may have at most { $value } MB. Nothing was changed.
error-form-large = That is too much for this form: it may have at most { $value } kB. Nothing was changed.
error-form-crowded = This form has more than { $value } parts, more than any of our pages. Nothing was changed.
error-kept-gone = A form was sent from here and was not accepted. What was typed in it is gone: it is kept for ten minutes, in the memory of the process that answered, which may have been another one or was started anew since. Please look whether it is still to be sent. Nothing else was lost.
error-kept-not = Something in it was not right. So many forms arrive just now that there was no room to keep what you typed: please look at it and send it again.
error-too-slow = It took too long to arrive. Nothing was changed. Please try again.
error-internal = Something went wrong on our side. Nothing you typed was stored. The person who runs this installation finds the reason in its log.
error-form-kind = This form arrived in a way we do not read. Nothing was changed.
error-sign-in-wrong = Name or passphrase is not right.
error-passphrase-wrong = That is not your passphrase. Nothing was changed.
error-tries-wait = There were too many wrong tries. Please wait { $value } seconds and then try again. Nothing is lost.
error-line-full = So many people give a passphrase just now that yours was not looked at. Nothing was changed and nothing is lost: go back and try again in a few seconds.
error-passphrase-long = The passphrase has more than { $value } letters; none is that long. Nothing was changed.
wrong-tries-told = Somebody typed a wrong passphrase under your name { $count } times, the first on { $since }. If that was not you, tell an owner of this installation.
error-passphrase-short = The passphrase needs at least { $value } characters.
error-passphrases-differ = The two passphrases are not the same. Please type both again.
error-name-missing = Please give a name.
error-name-long = That is too long: at most { $value } characters fit here.
error-name-unseen = There is something in it that cannot be seen, such as a control character or a mark that turns the direction of writing. It may have come with copied words: please type them anew.
error-name-taken = Somebody here is already called “{ $value }”. Add a second name or an initial.
error-code-wrong = This code is not right, was used before, or has ended. Ask for a new one.
error-already-member = You are in this study already.
error-start-code-wrong = That is not the code from the terminal.
error-started = Somebody set this installation up before you. Sign in, or ask them.
error-not-started = This installation is not set up yet. Open its start page first.
error-kit-letters = There are characters that no kit has. Please type only letters and digits.
error-kit-empty = Nothing of the kit is typed yet. Please type it from the paper: the one sheet, or two of the three.
error-kit-block-missing = Block { $value } was left out, and what stands last is not of this kit. The others are right and stay: compare with the sheet and type only what is marked _____. Where a passphrase is asked for, type it again too.
error-kit-incomplete = The kit has 60 letters and digits; these are { $value }. Please look for a missing or doubled block. (A sheet of three has 63, in seven lines of nine.)
error-kit-block-wrong = There is a slip in block { $value }. The others are right and stay: compare with the sheet and type only what is marked _____. Where a passphrase is asked for, type it again too.
error-kit-other = This is a kit, but not the one of this installation.
error-kit-ended = This is a kit of this installation, but an old one: a new kit took its place on { $value }. It opens only backups that were made before. Nothing was changed.
error-sheet-line-wrong = There is a slip in line { $value } (the sheet’s number before the line’s: 2-3 is line 3 of sheet 2). The others are right and stay: compare with the sheet and type only what is marked _________. Where a passphrase is asked for, type it again too.
error-sheet-incomplete = A sheet has 63 letters and digits, in seven lines of nine; these are { $value }. Please look for a missing or doubled line.
error-sheet-twice = This is sheet { $value } twice. One sheet opens nothing: type a second one, of another number, from whoever keeps it.
error-sheet-alone = This is sheet { $value } alone. One sheet opens nothing: type a second one, of another number, from whoever keeps it.
error-sheet-other = Sheet { $value } is of another kit, or of one in whose place a new kit came. Look for the sheets with the same letters after the first in line 1.
error-sheets-differ = These sheets are of different kits: the letters after the first in line 1 are not the same.
error-sheets-unfit = Each line is right, but sheets { $value } were not printed together, so they open nothing. Look for others of the same day.
error-kit-last-block-wrong = That is not the last block of the kit on this page. Please print it and read it from the paper.
error-key-not-given = Nobody has given you this study’s key yet.
error-key-not-needed = This role needs no key.
error-only-owner = “{ $value }” has no other owner. Make somebody else owner there first, or come back with the recovery kit, which makes its holder an owner of every study.
error-last-installation-owner = An installation always has an owner. Make somebody else owner of it first.
error-not-sure = Please tick that you are sure. Nothing was changed.
error-not-oneself = Nobody does this to themselves. Ask another owner of the installation.
error-last-owner = A study always has an owner. Make somebody else owner first.
error-restore-elsewhere = This person belongs to other studies too, or owns the installation. Ask an owner of the installation, or use the recovery kit.
error-role-missing = Please choose a role.
error-second-wrong = That code is not right, or was used before. Each code counts once.
error-second-empty = Please type the code first.
error-second-later = Too many wrong codes of the app, one after another. For { $value } minutes none of the app is taken, not even a right one. Then they count again: waiting is all it needs. A spare code counts meanwhile.
error-second-later-passkey = Too many wrong codes of the app, one after another. For { $value } minutes none of the app is taken, not even a right one. A passkey still is, and so is a spare code.
error-second-none = There is no second proof.
error-authenticator-on = There is an app already. Turn it off first.
error-authenticator-code = That is not the code of now. Look at the app, and at the clock of your phone.
error-passkey-unnamed = Please give the passkey a name.
error-passkey-many = { $value } passkeys are the most. Remove one first.
error-passkey-known = Somebody here has this passkey already.
error-passkey-late = That took too long, or was sent twice. Please try again.
error-passkey-refused = This passkey was not accepted. Nothing was changed.
error-passkey-unverified = The device did not make sure that it is you. Unlocking needs one that asks for a finger, a face or a number.
error-passkey-copied = This passkey was not accepted: it seems that there are two of it. Use another way, then remove it from your account.
error-passkey-no-secret = This passkey or this browser gives no secret to unlock with. Use the passphrase.
error-passkey-nameless = Passkeys work only where the address of these pages is a name.
error-session-ended = Your session ended meanwhile. Please sign in again.
error-study-name-missing = Please give the study a name.
error-title-missing = Please give respondent pages a title.
error-time-zone-unknown = We do not know the time zone “{ $value }”.
error-smallest-cell-low = The smallest count is a whole number, { $value } or more.
error-exit-address-wrong = “{ $value }” is not a whole web address. It begins with https://
error-help-name-missing = A help line needs a name. Nothing was changed.
error-help-number-missing = “{ $value }” needs a number to call or to text. Nothing was changed.
error-help-date-wrong = “{ $value }” needs the day it was checked. Nothing was changed.
error-disk-full = The disk of this installation is full. Nothing was changed. Please tell the person who runs it.
failure-lead = Nothing was changed. Go back and try again.
failure-home = Go to the start page
failure-400 = That did not work
failure-403 = Not allowed
failure-404 = Not found
failure-405 = Not found
failure-408 = Too slow
failure-409 = That clashes with something
failure-413 = Too large
failure-421 = Wrong address
failure-422 = Please look at this again
failure-500 = Something went wrong
failure-503 = Not possible just now
