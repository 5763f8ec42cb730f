"""One file a site: a declaration, and nothing else. See ``README.md`` here for how to add one."""
