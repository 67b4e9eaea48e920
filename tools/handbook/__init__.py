"""What the documentation takes from the code at build time, so that no table, figure or output is copied by hand.

In: the package, its data files, pages under docs/. Out: Markdown. It never holds facts of its own.
"""
