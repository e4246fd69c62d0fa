### Invitations, reminders and posters, to be copied, printed and pasted into one's own mail. Those for survivors tell nothing to somebody who looks over a shoulder.
invitation-subject-survivors = A few questions
invitation-survivors =
    Hello,

    if you like, there are a few questions here:
    { $address }

    It takes about { $minutes } minutes. It is up to you. You can leave out any question, and you can stop at any time. Nobody asks for your name.

    A quiet moment alone is best. If you would rather not, you need do nothing.
reminder-survivors =
    Hello,

    { $closes ->
        [none] the few questions are still here:
       *[other] the few questions are here until { $closes }:
    }
    { $address }

    It takes about { $minutes } minutes. It is up to you. If you have answered, or would rather not, you need do nothing.
invitation-subject-professionals = { $title }: your answers are asked for
invitation-professionals =
    Hello,

    we ask you to take part in “{ $title }”. It takes about { $minutes } minutes:
    { $address }

    The first page says who asks, why, and who sees what. You may leave out any question. Please answer from what you know, without details about any client.

    { $closes ->
        [none] Thank you.
       *[other] Please answer by { $closes }. Thank you.
    }
reminder-professionals =
    Hello,

    { $closes ->
        [none] “{ $title }” is still open.
       *[other] “{ $title }” is open until { $closes }.
    } If you have answered, thank you; please ignore this. Because we do not record who answers, this reminder goes to everybody.

    It takes about { $minutes } minutes:
    { $address }
invitation-subject-community = { $title }
invitation-community =
    Hello,

    we would like to know what you think. “{ $title }” takes about { $minutes } minutes:
    { $address }

    The first page says who asks and why. You may leave out any question. We do not ask for your name.

    { $closes ->
        [none] Thank you.
       *[other] It is open until { $closes }. Thank you.
    }
reminder-community =
    Hello,

    { $closes ->
        [none] “{ $title }” is still open.
       *[other] “{ $title }” is open until { $closes }.
    } If you have answered, thank you. Otherwise it is here, and takes about { $minutes } minutes:
    { $address }
invitation-code = You will be asked for a code. Each person gets one slip with one code.
invitation-shared = You will be asked for a code. It is the same for everyone who is invited; whoever invites you tells you.
day-written = { $month } { $day }, { $year }
poster-bland = A few questions
poster-scan = Point your phone’s camera at the square, or type this address:
poster-minutes = About { $minutes } minutes. It is up to you. You can leave out any question.
poster-code = You will be asked for a code. It is on a slip: please take one.
poster-shared = You will be asked for a code. Whoever invited you can tell you.
codes-slip = Open { $address } and type:
card-heading = Your card
card-keep = Keep this card.
card-next = Next time, type the same words.
card-who = It does not say who you are.
