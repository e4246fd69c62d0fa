### Exploring: what sets a code apart, co-occurrence, attributes, saturation, topics, suggestions.
