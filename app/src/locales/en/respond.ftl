### Words on the pages that respondents see. Plain, warm, exact; US grade 6.
language-name = English
yes = Yes
no = No
bland-title = Questions
paraphrase = The statements here are our own paraphrase, not the official wording.
help = Help
help-call = call
help-text = text
help-or-text = or text
help-danger = In danger right now
help-trafficking = National Human Trafficking Hotline, day and night, in many languages
help-trafficking-to = 233733
help-crisis = When you feel like you cannot go on, day and night
help-crisis-to = 988
help-device = A call or a text may stay in the list on this phone.
rehearsal = This is a rehearsal. Nothing you answer here will count.
welcome-minutes = { $minutes ->
    [one] This takes about one minute.
   *[other] This takes about { $minutes } minutes.
}
welcome-free = It is your choice. You can say no, skip any question, or stop at any time. Nothing will change for you if you do.
welcome-free-work = It is your choice. You can say no, skip questions, or stop at any time.
welcome-who = Who is asking
welcome-why = Why
welcome-seen = Who sees your answers
welcome-sealed = We do not ask your name. We do not keep the address of your phone or the time of day. Your answers are locked as soon as you send them, and only the study team has the key.
welcome-roster = Your organization was invited by name. We note that it answered, and we set its answers beside those that it gives in other rounds. We do not keep the address of your device or the time of day. Your answers are locked as soon as you send them, and only the study team has the key.
welcome-until = { $days ->
    [0] We keep your answers until { $day }. Then they are deleted. Reports that are already out stay. Only the law could make us keep your answers longer.
    [one] We keep your answers until { $day }. Then they are deleted, and locked safety copies one day later. Reports that are already out stay. Only the law could make us keep your answers longer.
   *[other] We keep your answers until { $day }. Then they are deleted, and locked safety copies at most { $days } days later. Reports that are already out stay. Only the law could make us keep your answers longer.
}
welcome-held = We had set { $day } as the day until which we keep answers. Just now the law asks us to keep them, so it may be longer.
welcome-limits = What we cannot promise
welcome-device = Your phone will keep a line in its history that says this page was open. The network you use can see that this site was visited. We cannot protect you from someone who looks at your screen, or from a spy app on this phone. If that worries you, use another phone.
    
    “Leave now” is at the top of each page. It opens another page at once.
welcome-kept = { $hours ->
    [one] You can take a break. What you have answered is kept for one hour. Until then, anyone who holds this phone can open it. “Leave now” makes it gone at once.
   *[other] You can take a break. What you have answered is kept for { $hours } hours. Until then, anyone who holds this phone can open it. “Leave now” makes it gone at once.
}
welcome-shared = Other people use this device too. It keeps nothing: when you send your answers, leave, or come back to this page, what you typed is gone from it.
welcome-code = This phone still shows a code to take back answers that you sent. It goes away when you start here.
welcome-code-see = See the code
welcome-other = This phone has answers to other questions that were not sent yet. You can only do one at a time.
welcome-go-other = Go on with those answers
welcome-leave-other = Throw them away and start here
shared-title = Are you a new person?
shared-words = Someone was here before you and did not send these answers.
shared-next = Throw them away and start over
welcome-after = Did you answer before, and want to take it back?
welcome-begin = Yes, start
welcome-begun = This phone has answers that were not sent yet.
welcome-go-on = Go on with them
welcome-anew = Throw them away and start anew
code-label = Your code
code-hint = Capital or small letters, spaces and dashes make no difference.
code-wrong = That is not one of our codes. Please look at each letter and type it again. We do not show what you typed, so that no one else can see it here.
code-spent = This code has been used. Each code works for one person.
once-more = That was very quick. Please press “Yes, start” once more.
leave-empty = Leave this empty
resume-have = I have a code to go on
resume-label = Code to go on
resume-button = Go on
resume-wrong = That code does not open anything. It may be too old. Please look at each letter and type it again.
resume-ask = Give me a code to go on later
resume-title = Your code to go on
resume-words = Type this code on the first page to go on from here. It will not show what you have answered so far. If someone else has the code, they could answer in your place.
page-of = Page { $number } of { $of }
page-on = Next
page-back = Back
page-opened = There are a few more questions on this page because of what you answered.
part-note = Before you go on
part-skip = Skip this part
answer-needed = (needed)
text-limit = Up to { $limit } characters.
text-no-names = Please do not write names or places.
date-month = Month
date-year = Year
date-choose = Choose
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
ranking-place = { $place ->
    [1] First
    [2] Second
    [3] Third
    [4] Fourth
    [5] Fifth
   *[other] Number { $place }
}
ranking-none = Nothing chosen
repeat-more = Add another
repeat-round = Number { $round }
no-answer-dont_know = I do not know
no-answer-prefer_not = I would rather not say
no-answer-not_applicable = This does not apply to me
problems-title = Please look at this again
problems-kept = What you typed is still here.
review-title = Look at your answers
review-words = You can change any answer. When you are ready, send them at the bottom of this page. After that they cannot be changed.
review-empty = No answers in this part.
review-change = Change
review-send = Send my answers
review-code = A code to take your answers back
review-code-hint = If you want, we show you a code on the next page. With it you can have your answers deleted later. Someone who finds the code can only delete; they cannot read.
review-code-want = Yes, show me a code
mode-question = How did you answer?
mode-hint = You can leave this empty.
mode-alone = On my own
mode-with_help = Someone helped me
mode-phone = Someone asked me on the phone and typed for me
thanks-title = Thank you
thanks-words = Your answers have arrived and are locked.
thanks-close = You can close this page now.
thanks-shared = Please hand this device on. In one minute it goes back to the start by itself.
thanks-hard = If the questions were hard, take a slow breath. “Help” at the top has people you can talk to.
thanks-code-title = Your code to take your answers back
thanks-code-words = This page shows it for 30 minutes. If you write it down, keep it where only you look.
next-person = Next person
withdraw-title = Take your answers back
withdraw-words = Type the code from the last page. Your answers will be deleted for good. Locked safety copies from before may still hold them for a while. Reports that are already out do not change. They may hold a few words, but never a name.
withdraw-code = Your code
withdraw-button = Delete my answers
withdraw-link = Take your answers back
withdrawn = Your answers have been deleted.
withdrawn-held = Your answers have been deleted. Nobody here can read or use them any more. Locked safety copies from before may still hold them. The law asks us to keep those copies for now.
withdrawn-words = There is nothing more to do. You can close this page.
withdraw-another = I have another code
withdraw-unknown = We found no answers for this code. Please look at each letter and type it again. We do not show what you typed, so that no one else can see it here. If you deleted them before, they are gone.
gone-title = There is nothing here
gone-words = Open the link that you were given to start. If you just did that and see this page, this phone may be set to refuse cookies. Then please use another phone or browser. It may also be that the same questions were begun again on another phone.
gone-go = Go to the start
closed-title = This survey has closed
closed-words = It does not take answers any more. Thank you for wanting to take part.
early-title = This survey is not open yet
early-words = Please come back later.
unknown-title = There is nothing at this address
unknown-words = Please look at the address you were given and type it again.
wrong-host-title = This is not the right address
wrong-host-words = You are at another address than the one that the questions have. Please open the link again, exactly as you were given it. If it leads here again, tell whoever gave it to you: they can put it right.
wrong-type-title = That did not work
wrong-type-words = The page sent something that we cannot read. Please go back and try again. Nothing was lost.
wrong-type-go = Go back to the page
too-much-title = That was too much for one page
too-much-words = What you typed on this page is longer than we can take at once, so it was not kept. Please type it again and make it shorter. Your other pages are kept.
not-now-title = Not right now
not-now-words = Something on our side is not working. If you had begun, what you sent is kept. Please try again in a few minutes.
not-now-go = Try again
busy-title = Many people are here right now
busy-words = Please wait a minute, then try again. Those who have started can go on.
busy-go = Try again
send-closed = This survey closed while you were answering, so your answers cannot be sent. We are sorry.
paper-consent = If you would rather not answer, leave this paper empty. You can skip any question.
paper-skip = You can skip this part.
paper-end = Thank you. Please give this paper back closed, the way you were told.
paper-choose-all = Choose all that fit.
paper-order = Write 1, 2, 3 … beside them.
paper-only-if = Only if { $when }
routing-is = is
routing-is-not = is not
routing-and = and
routing-or = or
routing-includes = { $question } includes { $option }
