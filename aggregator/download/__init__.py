"""How to ask politely and safely: every decision, and none of the asking (that is Scrapy's, through ``crawl``)."""
