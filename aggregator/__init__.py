"""Anime news: crawled, read, grouped and kept in one SQLite file, every fact with the words that state it.

The folders are the stages of the path, in its order: discover, download, extract, facts, group, store, view.
"""

__version__ = "0.1.0"
