"""A sentence as a string of one-letter codes, one for each chunk, in which the rules are regular expressions."""
