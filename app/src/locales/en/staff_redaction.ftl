### Redacting: what the recognisers mark, replacing words by labels for good.

redaction-title = Redact
redaction-lead = The words below may tell who somebody is. Nothing is replaced until you choose it. What you replace is gone for good: from the passage, from notes and codes, from the database and from every backup made afterwards.
redaction-all = Everything
redaction-filter = What seems to be
redaction-show = Show
redaction-count = { $total } of { $passages } passages have marks. Marks miss things: read the passages too.
redaction-open = Choose what to replace
redaction-choose = Choose words to replace
redaction-before = { $count ->
    [one] This passage was redacted once before.
   *[other] This passage was redacted { $count } times before.
  }
redaction-no-marks = Nothing was marked in this passage.
redaction-marks = Marked words: untick what may stay
redaction-other = Other words
redaction-words = Words as they stand in the passage
redaction-words-hint = Each place where they stand is replaced.
redaction-label = Replace by
redaction-go = Go on and look at everything
redaction-review = Look before words are replaced
redaction-back = Choose again
redaction-after = The passage as it will be:
redaction-codings = { $count ->
    [one] 1 coding lies on these words. It stays, on the label.
   *[other] { $count } codings lie on these words. They stay, on the labels.
  }
redaction-nowhere = The same words stand nowhere else.
redaction-elsewhere = The same words elsewhere: untick what may stay
redaction-elsewhere-hint = Also where they are written a little differently, in large or small letters or without accents.
redaction-in-passage = passage
redaction-in-memo = memo
redaction-in-code = code
redaction-in-quote = quote
redaction-in-flag = mark of danger
redaction-in-search = kept search
redaction-in-other = earlier words
redaction-final = This cannot be undone. The database is rewritten, which may take a moment.
redaction-do = Replace for good
redaction-kind-name = likely a name
redaction-kind-phone = likely a phone number
redaction-kind-mail = likely an e-mail address
redaction-kind-address = likely a street address
redaction-kind-plate = likely a licence plate
redaction-kind-handle = likely a handle on a social network
redaction-kind-date = likely a date
redaction-kind-link = likely a web address
redaction-kind-number = likely a number that names a person
redaction-why-introduced = somebody is introduced
redaction-why-titled = a title stands before
redaction-why-related = a family word or job stands before
redaction-why-listed = a common first or last name
redaction-why-capital = a capital letter inside a sentence
redaction-why-unknown = no ordinary word
redaction-why-again = marked elsewhere in this passage
redaction-why-digits-grouped = digits in groups
redaction-why-digits-international = a country code
redaction-why-digits-run = a run of digits
redaction-why-digits-spoken = digits as words
redaction-why-at-sign = an at sign
redaction-why-at-spoken = “at” and “dot” as words
redaction-why-house-number = a house number and a street
redaction-why-street-word = a word for a street
redaction-why-post-box = a post box
redaction-why-postal-code = a postal code
redaction-why-plate-word = a word for a plate
redaction-why-plate-form = letters and digits as on plates
redaction-why-handle-sign = an at sign before a word
redaction-why-handle-form = the form of a handle
redaction-why-network-word = a social network is named
redaction-why-date-digits = digits as in dates
redaction-why-month = a month is named
redaction-why-birth-year = a year of birth
redaction-why-scheme = a web address
redaction-why-domain = a domain
redaction-why-number-word = a word for such a number
redaction-why-number-form = letters and digits as in case numbers
redaction-why-number-long = a long number

act-redact = redacted passages
done-redacted = Replaced for good.
error-redaction-overlap = Two chosen places overlap. Untick one of them.
error-redaction-words = “{ $value }” does not stand in the passage. Copy it exactly.
error-redaction-nothing = Choose words to replace first.
