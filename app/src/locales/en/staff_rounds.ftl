### Rounds of coding: drawing and giving out, submitting, closing, agreement, disagreements, settling.
