"""Runs the path and decides nothing: adapts what the stages decide to Scrapy."""
