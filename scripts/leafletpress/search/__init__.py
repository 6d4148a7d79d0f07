"""Search within one language: an index of our own, made in Python and read by a small script in the page.

Nothing but the index of the page's language is ever read, in pieces of about 16 kB, as scripts: these load under
`script-src 'self'` and from `file://`, where other requests do not.
"""
