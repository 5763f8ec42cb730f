"""The embedded news web: made-up outlets served on loopback."""
