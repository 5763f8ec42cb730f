"""What is the same: copies, stories, and which claim holds now. Pure functions of records."""
