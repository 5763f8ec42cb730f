"""What an article means: works, releases, credits, kind of news. Pure functions of one article's text."""
