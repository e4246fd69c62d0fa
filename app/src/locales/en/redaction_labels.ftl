### What stands in place of words that were replaced for good, in the language of the text.

redaction-label-name = [name]
redaction-label-phone = [phone]
redaction-label-mail = [e-mail]
redaction-label-address = [address]
redaction-label-plate = [plate]
redaction-label-handle = [handle]
redaction-label-date = [date]
redaction-label-link = [link]
redaction-label-number = [number]
