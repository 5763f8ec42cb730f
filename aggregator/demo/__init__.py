"""The embedded news web: made-up outlets on loopback that show the program at work without the network.

:class:`NewsWeb` is the one way in. README.md here says what is planted.
"""

from aggregator.demo.web import NewsWeb, Planted, Visit

__all__ = ["NewsWeb", "Planted", "Visit"]
