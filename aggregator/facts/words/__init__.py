"""The words of a text and of its language: folding, tokens, and the tree of phrases."""
