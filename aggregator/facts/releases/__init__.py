"""When a work comes out: which of a text's dates are releases, of what kind, where, and whether that still holds.

What it holds true: the clause in which a date stands says what happens then («premieres», «in theaters», «volume 3»);
a date beside a word of telling («said on Friday») is the announcement's; a station or service that stands beside it is
where; a film opens in theaters, a manga is published, and what is on a streaming service is streamed. Dates of other
happenings (events, birthdays, campaigns) are refused. A refused date comes back with its reason, for `explain`.
"""
