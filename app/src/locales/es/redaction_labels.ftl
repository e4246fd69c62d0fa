### What stands in place of words that were replaced for good, in the language of the text.

redaction-label-name = [nombre]
redaction-label-phone = [teléfono]
redaction-label-mail = [correo]
redaction-label-address = [dirección]
redaction-label-plate = [placa]
redaction-label-handle = [usuario]
redaction-label-date = [fecha]
redaction-label-link = [enlace]
redaction-label-number = [número]
