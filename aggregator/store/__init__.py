"""One SQLite file: schema, frontier, one transaction a page, versions, search."""
