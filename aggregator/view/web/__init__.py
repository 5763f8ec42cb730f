"""The web pages: Datasette serves the database, and in front of its own pages stand those that people read.

A page is a function of the open database and of what was asked, and gives a value (:mod:`.asked`); templates write it.
:mod:`.plugin` is the seam with Datasette, which no other module here knows.
"""
