"""Braille: an edition in the braille code of its language, as pages for an embosser or as a book for a display.

The stages, in order: `framing` puts what a reader must know around the text; `inline` takes a line of text apart into
runs; `translation` turns runs into cells through liblouis (`louis`) by the language's `profiles`, and refuses what
cannot be said in braille; `formatter`, `tables` and `wrapping` lay lines out; `pages` fills pages; `brf`, `pef` and
`ebraille` write files; `checks` reads them back.
"""
