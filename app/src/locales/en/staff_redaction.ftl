### Redacting: what the recognisers mark, replacing words by labels for good.
