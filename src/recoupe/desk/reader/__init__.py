"""Reader: a dispatch's text with the words of every value marked.

In: the text and its records. Out: stretches of the text, each with the marks that cover it, as escaped HTML.
It never edits the text (offsets hold), never trusts a character of it, and never marks what no record points at.
"""
