"""Titles of works: found, weighed, and marked in the sentences that speak of them."""
