"""Downloader middlewares: what ``download`` decides, done in Scrapy. One file each, in the order of a request's way."""
