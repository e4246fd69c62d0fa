### How waves are joined, and cards to print.
linking-title = How waves are joined
linking-settings = You can follow the same people from one wave to the next, and still not know who they are.
linking-lead = Without a code, waves are compared as groups: how everybody answered then, and how everybody answers now. With a code that people bring themselves, the answers of one person in two waves can be put side by side. Nobody learns whose they are. Codes are sealed with the answers, compared only while the study is unlocked, and never part of a file.
way-none = Not joined
way-none-about = Waves are compared as groups. Nothing has to be remembered or kept, and nobody can be followed. This is how a study begins.
way-cards = By a card with three words
way-cards-about = Each person takes a card from a mixed pile and keeps it. Each time, they type its three words. Good for clients who answer every quarter. A card that is lost cannot be made again: that person is counted as new.
way-codes = By a code that people make themselves
way-codes-about = At least six small questions with answers that stay the same. One answer may change and the person is still found. Good for professionals before and after a training. Never ask for names, birthdays or family where somebody could guess them and be a danger.
linking-advice-survivors = For waves two years apart we advise: not joined. Cards get lost in two years, so few people would be found again, and those who are found are not like the others: they are the ones whose life was steady enough to keep a card. A card at home can also be found by somebody who should not know. The groups of both waves can be compared without it. For clients who answer every quarter, cards work well.
linking-advice-professionals = For a training or a summit, before and after on the same day or within a few months, a code that people make themselves works well. After a year or more, about half are found again.
linking-advice-community = Not joined is right for most surveys of a community: other people answer each time.
linking-choose = How are their waves joined?
linking-no-instrument = No instrument of this study asks them yet.
linking-asks-nothing = “{ $title }” asks for no code.
linking-asks-card = “{ $title }” asks for the words of a card.
linking-asks-elements = “{ $title }” asks for a code of { $count } small answers.
linking-imported = Earlier answers were brought into it; their codes count too.
cards-title = Print cards
cards-lead = Each card has three words and a check letter, all different and mixed. The words are made for this page only and are not stored. Printing again gives other cards.
cards-count = How many cards
cards-count-hint = From { $fewest } to { $most }. Print more than you need, so that the number says nothing.
cards-language = Language of the cards
cards-do = Make cards to print
cards-hint = Use your browser’s “Print”, cut the cards apart and mix them. Let each person take one. Nothing on these cards is kept here, so nobody can print them again. Do not note who takes which.
error-linking-unknown = Please choose how waves are joined.
error-linking-needs-card = { $value ->
    [survivors] No instrument for survivors and other clients
    [professionals] No instrument for professionals
   *[community] No instrument for the community
    } asks for the words of a card yet. Open the instrument, add a question with kind = "link_code" and no elements, publish it, and choose again. Nothing was changed.
error-linking-needs-elements = { $value ->
    [survivors] No instrument for survivors and other clients
    [professionals] No instrument for professionals
   *[community] No instrument for the community
    } asks for a code of at least six small questions yet. Open the instrument, add a question with kind = "link_code" and six elements or more, publish it, and choose again. Nothing was changed.
error-cards-count = Please give the number of cards: { $value } to 2,000.
