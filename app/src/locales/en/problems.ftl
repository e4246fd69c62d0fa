# One sentence for each problem: what is wrong, and what to do. The first part is read by people who answer:
# plain, warm, US grade 6. The second part is read by people who write instruments.

## For people who answer

problem-too-long = Your words are a little too long for this box, by { $over } { $over ->
        [1] letter
       *[other] letters
    }. It can hold { $limit }. Please shorten them. Nothing you wrote is lost.
problem-odd-characters = A few signs could not be kept, so we took them out. Please look at your words and go on.
problem-not-a-number = Please write a number here, like 3 or 12. You can also leave it empty.
problem-not-whole = Please write a whole number here, like 3 or 12.
problem-too-many-decimals = Please write at most { $limit } digits after the point.
problem-out-of-range = Please write a number from { $min } to { $max }.
problem-too-small = Please write a number that is { $min } or more.
problem-too-large = Please write a number that is { $max } or less.
problem-date-incomplete = Part of this date is missing. Please fill in the rest, or leave it all empty.
problem-date-wrong = We could not read this date. Please check the month and the year.
problem-choose-one = Please choose one of the answers shown here.
problem-choose-offered = Please choose from the answers shown here.
problem-ranked-twice = The same answer stands in two places. Please use each answer once.
problem-exclusive-with-others = One of the answers you chose stands alone. Please keep that one, or keep the others.
problem-answer-and-missing = You gave an answer, and also marked a reason not to. Please keep one of the two.
problem-required = This question needs an answer before you can go on.
problem-check-failed = This answer does not seem to fit. Please look at it again.
problem-no-more-rounds = You can add up to { $limit } here, and you have reached that. Thank you.
problem-forged-field = Something came along with this page that did not belong to it. We left it out. Please check your answers and go on.

## For people who write instruments: the form of the file

problem-broken-toml = This is not readable as TOML: { $message }. Mend this line first.
problem-format-newer = This file is written for format { $value }, and this program knows format { $known }. Update the program, or write the file for format { $known }.
problem-format-unknown = There is no format { $value }. Write format = { $known }.
problem-unknown-field = There is no field “{ $field }” here. Fields that may stand here: { $allowed }.
problem-missing-field = The field “{ $field }” is missing here. Add it.
problem-unknown-word = “{ $value }” is not one of the words that may stand here. Choose one of: { $allowed }.
problem-wrong-type = “{ $field }” holds the wrong sort of value ({ $found }). Write { $wanted ->
        [word] a text in quotes
        [words] a list of texts, like ["a", "b"]
        [text] a text for each language, like {"{"} en = "…" {"}"}
        [whole] a whole number, 0 or more
        [number] a number
        [flag] true or false
        [table] a table
        [tables] tables, like [[section.question]]
       *[lists] named lists, like [[list.agreement]]
    }.

## Names

problem-instrument-id-shape = “{ $value }” cannot be the id of an instrument. Use small letters, digits and hyphens, starting with a letter, like survivor-housing.
problem-id-shape = “{ $value }” cannot be an id. Use small letters, digits and _, starting with a letter, at most 60.
problem-id-twice = The id “{ $value }” stands here a second time. Give this one another id.
problem-code-shape = “{ $value }” cannot be a code. Use letters, digits, _ and -, without blanks, at most 60.
problem-code-twice = The code “{ $value }” stands twice in this list. Give each option its own code.
problem-no-languages = No language is named. Write languages = ["en"], the first being the one it was written in.
problem-language-tag = “{ $value }” is not a language tag. Use tags like en, es or zh-Hant.
problem-language-twice = The language “{ $value }” is named twice. Take one out.
problem-no-sections = There is no section. Add [[section]] with its questions.
problem-section-empty = This section has no questions and no text, so nobody will see it. Add questions, or take it out.
problem-no-minutes = Say how many minutes it takes, at least 1: people read it before they begin.
problem-list-unused = No question uses the list “{ $value }”. Take it out, or check the spelling where it should be used.

## Words

problem-missing-translation = “{ $key }” has no words in { $language }. Write them; publishing in that language waits for them.
problem-language-not-offered = “{ $key }” has words in { $language }, which is not among the instrument’s languages. Add the language, or take the words out.
problem-control-character = “{ $key }” ({ $language }) holds a control character that cannot be shown. Take it out.
problem-question-without-text = This question has no text. Write what people will read.
problem-reading-grade = “{ $key }” ({ $language }) needs reading grade { $grade }; the aim is { $target }. Use shorter sentences and shorter words.
problem-reading-grade-whole = Taken together, the words in { $language } need reading grade { $grade }; the aim is { $target }. Use shorter sentences and shorter words.
problem-reading-not-measured = Reading grade is not measured in { $language }: there is no formula for it here. Have somebody read it aloud to a person it is meant for.

## Kinds and their fields

problem-field-not-for-kind = “{ $field }” does not belong to the kind { $kind }. Take it out. { $allowed ->
        [none] This kind has no fields of its own.
       *[other] Fields of this kind: { $allowed }.
    }
problem-field-needed = A question of the kind { $kind } needs “{ $field }”. Add it.
problem-nested-repeat = A repeat group cannot stand inside another. Make two groups, or ask for less.
problem-no-dont-know = There is no “don’t know” here. Add missing = ["dont_know"], unless everybody can say yes or no.
problem-range-empty = The lowest value ({ $min }) is above the highest ({ $max }). Swap them or correct one.
problem-zero = “{ $field }” is 0, which would allow nothing. Write 1 or more.
problem-more-places-than-options = { $places } places are asked, but there are only { $options } options. Ask for fewer places.
problem-decimals-too-many = At most { $limit } digits after the point can be kept. Write fewer.
problem-too-few-elements = A link code of { $found } elements mixes people up. Use at least { $least }, or none for a word-code card.
problem-option-and-list = This question has options of its own and a list. Keep one of the two.
problem-unknown-list = There is no list “{ $value }”. Lists in this file: { $known }.
problem-too-few-options = There are { $found } options here; at least two are needed. Add options, or name a list.
problem-exclusive-outside-several = “exclusive” only means something where several options may be chosen. Take it out.
problem-scale-without-scores = Some options of this scale have no score, so it has no mean. Add score = … to each.
problem-band-without-from = The band “{ $value }” does not say where it begins. Add from = ….
problem-band-gap = Between “{ $after }” and “{ $value }” some values belong to no band. Let “{ $value }” begin right after “{ $after }” ends.
problem-band-overlap = “{ $after }” and “{ $value }” share values, or “{ $after }” has no end. Let “{ $value }” begin right after “{ $after }” ends.

## Expressions

problem-expression-too-long = In { $field }: the expression is longer than { $limit } characters. Split it with a calculated value.
problem-expression-too-deep = In { $field }: the expression goes more than { $limit } steps deep. Split it with a calculated value.
problem-expression-character = In { $field }, character { $column }: the sign { $value } means nothing here. Take it out, or put words in quotes.
problem-expression-open-name = In { $field }, character { $column }: this name has no closing {"}"}. Add it.
problem-expression-name = In { $field }, character { $column }: “{ $value }” cannot be a name. Write the id of a question, like {"${"}housed{"}"}.
problem-expression-open-quote = In { $field }, character { $column }: these words have no closing quote. Add it.
problem-expression-number = In { $field }, character { $column }: “{ $value }” is not a number.
problem-expression-open-bracket = In { $field }, character { $column }: a closing bracket is missing for the one at character { $value }.
problem-expression-ends = In { $field }, character { $column }: something is missing here. Complete the expression.
problem-expression-unexpected = In { $field }, character { $column }: “{ $value }” does not fit here. Is an “and”, an “or” or a comma missing?
problem-expression-bare-name = In { $field }, character { $column }: “{ $value }” stands alone. Write {"${"}{ $value }{"}"} for a question, or '{ $value }' for a code.
problem-expression-unknown-function = In { $field }, character { $column }: there is no function { $value }. There are: { $known }.
problem-expression-refused-function = In { $field }, character { $column }: { $value } is not available, since answers must not carry a time, chance or a device’s mark. Ask for what you need instead.
problem-expression-parts = In { $field }, character { $column }: { $value } got { $found } parts; it takes { $least } to { $most }.
problem-expression-wants-name = In { $field }, character { $column }: { $value } wants the name of a question, like {"${"}agree{"}"}.
problem-expression-pattern = In { $field }, character { $column }: “{ $value }” is not a pattern that can be used. Check its brackets.
problem-own-outside-check = “.” is the answer itself and only means something in a check or a calculation. Name the question instead.
problem-option-outside-option-if = “option” only means something in option_if. Name the question instead.
problem-unknown-reference = There is no question “{ $value }”. { $near ->
        [none] Check the spelling; a row of a matrix is written {"${"}matrix.row{"}"}.
       *[other] Did you mean “{ $near }”?
    }
problem-unknown-code = “{ $name }” has no option with the code “{ $value }”. Its codes: { $known }.
problem-circle = These wait for each other in a circle: { $value }. Take one of the conditions out.
problem-refers-later = “{ $value }” is asked later, so nobody has answered it yet when this is decided. Move one of the two.
problem-never-shown = No answers can make this condition hold, so nobody will see this. Correct the condition, or take it out.

## Scales

problem-scale-without-items = This scale has no items. Add their keys.
problem-item-twice = “{ $value }” stands twice among the items. Take one out.
problem-unknown-item = There is no question or row “{ $value }” to score. Check the key.
problem-item-without-scores = “{ $value }” has no scores, or is asked more than once. Add score = … to its options, or take it out of the scale.
problem-reversed-not-item = “{ $value }” is reversed but is not an item of this scale. Add it to the items, or take it out.
problem-share-outside = least_answered is { $value }; it is a share between 0 and 1, like 0.5.

## Care for people

problem-required-for-survivors = Survivors are never required to answer. Take “required” out.
problem-identifying = “{ $value }” may ask for something that points to one person. Ask in bands or kinds instead, or leave the question out.
problem-identifying-marked = This question can point to a person, alone or with others. Ask it last, ask it broadly, and only if you will use it.
problem-never-asked = “{ $value }” asks about history, acts or papers, which this survey never asks of survivors. Leave it out.
problem-no-prefer-not = This question may hurt to be asked. Add "prefer_not" to its missing answers.
problem-no-content-note = This part has a question that may hurt. Add a content_note, so that people can skip the part.
problem-missing-acknowledgement = The words of this instrument belong to somebody, and the acknowledgement is empty. Write it; the instrument cannot be published without it.
problem-acknowledgement-changed = The acknowledgement in { $language } must keep this, as it was shipped: { $value }. You may write more around it.
problem-paraphrase-called-official = This says that the wording is official, and some statements are still the paraphrase. Put the official wording in with an overlay, or write source = "paraphrase".

## Words that come back, and official wording

problem-word-key = There is no text “{ $key }” in this instrument, so nothing was changed. Was the sheet made from another version?
problem-word-language = The instrument is not offered in { $language }, so nothing was changed. Add the language first.
problem-edition-not-for-this = { $value } is no later edition of the collaboration inventory, or edition { $number } is not known, so nothing was made.
problem-overlay-broken = The overlay cannot be read: { $message }. It needs [items] with a text for each number.
problem-overlay-item-missing = The overlay has no words for { $value } in { $language }. Put all of them in; paraphrases and official words are never mixed.
problem-overlay-unknown-item = The overlay names { $value }, and this instrument has no such item. Check the number.
problem-overlay-language = The overlay has words in { $language }, in which this instrument is not offered. Add the language first, or take the words out.
problem-overlay-source = The overlay says source = “{ $value }”. An overlay holds the owner’s words: write source = "official".
problem-overlay-not-for-this = “{ $value }” has no items whose wording belongs to somebody. An overlay is only for instruments that say so under [wording].
