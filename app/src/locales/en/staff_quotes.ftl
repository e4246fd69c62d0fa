### Quotes on their way out: proposed, approved by a second person, taken back.
