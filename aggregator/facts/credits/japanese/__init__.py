"""Who made and who speaks a work, in text without spaces between its words."""
