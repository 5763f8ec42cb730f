"""Names: the closed lists of companies and regions, what of them stands in a text, and what a person's name is."""
