### Releases: choosing, what is hidden and why, the second person, the ledger.

nav-releases = Releases
releases-title = Releases
releases-note = What leaves the house: chosen by one person, approved by a second one, then frozen on a public page that never changes.
releases-empty = Nothing has been released yet.
release-new = Prepare a release
release-number = Number { $number }
release-state-draft = Being prepared
release-state-proposed = Waits for a second person
release-state-refused = Not approved
release-state-released = Out
release-made-by = Prepared by { $name } on { $day }.
release-decided-by = Decided by { $by } on { $on }.

ledger-title = Whom all releases count
ledger-open = Show every basis
ledger-note = A new release is planned beside all of these, so that no subtraction between two releases gives a small number away.
ledger-release = Release
ledger-about = About
ledger-row = Wave or site
ledger-people = People

release-choose-lead = Choose what is to be public. The next page shows what will be hidden and why; nothing goes out before a second person approves.
release-title = Title
release-language = Language of the page
release-two-languages = { $first } and { $second }, a page each
release-second-page = What you typed, in the second language
release-second-page-hint = For two pages only. What you leave empty stands there as on the first page. Questions and answers come from the instrument; where it has no words in that language, they stay in its own.
release-title-2 = Title of the second page
release-lead-2 = First paragraph of the second page
release-themes-2 = What people said, in words, on the second page
release-lead = First paragraph
release-lead-hint = Why this was asked, and by whom. Leave an empty line between paragraphs. Numbers that you type here are not checked.
release-waves = Waves
release-items = Questions and scales
release-by-sites = The last wave by site as well
release-themes = What people said, in words
release-themes-hint = Themes without any number, not even written as digits. With few answers this and quotes are all that can go out.
release-codes = Codes: share of people who mention them, by wave
release-quotes = Approved quotes
release-quotes-none = No quote is approved for the public yet.
release-plan = See what can go out

release-planning = Working out what can be shown: { $done } of { $of }. Every hidden number is attacked from all sides, also from earlier releases. This page looks again by itself.
release-progress = How far it is
release-look-again = Look again
release-failed = This could not be worked out, so nothing may go out. Change what you chose, or try again.
release-plan-again = Work it out again
release-is-stale = Another release went out since this one was worked out. It must be worked out again beside that one.
release-is-moved = Answers that it counts came or were taken back since this was worked out. It must be worked out again with them.
release-change-choice = Change what is chosen
release-outlook = What is shown and what is hidden
release-outlook-sums = { $shown } numbers are shown, { $hidden } are hidden, { $withheld ->
    [0] no table is left out
    [one] 1 table is left out
   *[other] { $withheld } tables are left out
  }.
release-hidden-open = Every hidden number, and why
release-hidden-cell = { $row }, { $column }
release-why-small = fewer people than may be shown
release-why-protecting = with it a small number could be worked out
release-why-before = an earlier release hides it
release-one-sided-title = Everybody gave the same answer
release-one-sided = { $about }: { $where }. Whoever knows that somebody belongs there knows their answer.
release-looked = I looked at these answers: they harm nobody.
release-withheld-table = Left out: { $about }
release-stop-malformed = The table does not hold together. This is a mistake of the program.
release-stop-contradiction = It says something else than another table. This is a mistake of the program.
release-stop-corrected = Since “{ $release }” answers were added or taken back, or a wording was classed anew, so that it counts other people: the difference would tell about those few.
release-stop-nested = It counts all but a few people of another number: those few could be found by subtraction.
release-stop-nothing = All of it would have to be hidden.
release-stop-few = Not everybody was asked this, and all but a few people of a wave answered it: those few could be found by subtraction.
release-stop-exposed = A small number in it could be worked out, whatever else is hidden.
release-offer-merged = It could go out with categories laid together:
release-offer-totals = Only its totals could go out:
release-offer-rows = It could go out with these waves alone; the others stand in the release that told of them first:
release-offer-none = No other form of it is safe.
release-accept = Take this instead
release-accept-all = Take all that is offered instead
release-accept-hint = It is worked out again at once.
release-preview = As it would be published

release-second = A second person
release-second-hint = Somebody who changed nothing in this draft approves it: a colleague in this study, or somebody from outside who is invited with a code.
release-propose = Hand it to a second person
release-drop = Throw it away
release-decide = Does it go out?
release-waits = { $name } prepared this and waits for a second person.
release-is-own = You prepared or changed it, so somebody else must decide.
release-approve-hint = Approving makes it public at once. It can never be changed or taken back; a correction is a new release.
release-approve = Approve and publish
release-refuse = Do not publish
release-reason = Why not
release-is-refused = { $name } did not approve: { $reason }
release-once-more = Prepare it once more
release-is-out = Approved by { $name } on { $day }, and public since then:
release-invited-by = { $name } was invited by { $inviter }.
release-invited-by-maker = { $name } was invited by { $inviter }, who also prepared this. Nobody else of this study approved it, and the public page says so.
release-correct = Prepare a correction
release-correct-hint = A public page never changes. A correction is a new release that names this one.

reviewer-invite = Invite somebody from outside to decide
reviewer-invite-hint = They see only the draft below, with everything hidden that the public will not see. They need no account and get no key.
reviewer-by-others = Whoever sees the code could type it as well. So somebody of this study who changed nothing in this draft invites, and gives the code to the reviewer and to nobody else.
reviewer-by-maker = Nobody else of this study can invite, so you see the code that decides about your own work. The public page and this one will say that the reviewer was invited by somebody who prepared it, and that nobody else of the office approved it.
reviewer-name = Their name
reviewer-make-code = Make a code
reviewer-code = For { $name }. They type it at { $address }; it works for three weeks, until somebody has decided.
reviewer-invited = { $name } is invited until { $day }. A new code ends the old one.
reviewer-title = Review a draft
reviewer-lead = You were asked to look at a report before it is published. Type the code that you were given.
reviewer-code-label = Your code
reviewer-enter = Look at the draft
reviewer-sees = For { $name }. This is everything that would be public. Hidden numbers are not in it. Is there anything here that could point to a person, or that is not so?

done-release-proposed = A second person can decide now.
done-release-out = Approved. It is public now.
done-release-refused = It was not approved.
done-release-dropped = Thrown away.

error-release-title = Give it a title.
error-release-empty = Choose something that is to be public.
error-release-themes = Themes go without numbers. Write them in words.
error-release-one-sided = Look at the answers that everybody gave, and tick that you did.
error-release-own = You prepared or changed it, so somebody else must decide.
error-release-invite-own = You prepared or changed it, so somebody else of this study must invite.
error-reviewer-inside = You are signed in here, and a reviewer is somebody from outside. Give the code to them.
error-release-reason = Say why it may not go out.
error-release-decided = This was decided or changed meanwhile. Look at it again.
error-release-stale = Another release went out since this one was worked out. It must be worked out again.
error-release-moved = Answers that it counts came or were taken back since this was worked out. It must be worked out again.
error-release-words = Some of the quoted words were taken back or redacted since. It must be worked out again.
error-release-unsolved = This could not be worked out, so nothing may go out.

act-make-release = began to prepare a release
act-change-release = changed a release on its way
act-plan-release = had a release worked out again
act-propose-release = handed a release to a second person
act-invite-reviewer = invited a reviewer from outside
act-look-at-release = looked at a draft of a release
act-approve-release = approved and published a release
act-refuse-release = did not approve a release
act-drop-release = threw a draft of a release away
action-prepare-releases = Prepare releases
action-approve-releases = Approve releases that somebody else prepared
