"""Where articles are: feeds, sitemaps, listing pages, and finding those of an unknown site."""
