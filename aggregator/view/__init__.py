"""The database given out: tables, feeds, dumps."""
