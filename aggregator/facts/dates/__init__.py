"""Dates in running text: found, told as what they say, and worked out (EDTF)."""
