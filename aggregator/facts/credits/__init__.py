"""Credits: who does what for a work, by patterns of codes."""
