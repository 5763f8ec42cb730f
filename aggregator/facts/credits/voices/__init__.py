"""Who speaks, dubs or plays whom."""
