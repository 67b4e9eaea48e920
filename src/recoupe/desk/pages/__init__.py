"""Pages: HTML for a browser, one file a section of the desk.

In: an address and, for what changes something, a form. Out: a page made by a template of ``templates/``, or the address to go to next.
It never computes what a query or a review does, never writes without the session's secret, and never puts text into HTML by itself.
"""
