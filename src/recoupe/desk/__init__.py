"""Desk: a web page on this machine where an analyst sees events, reads the evidence and corrects the record.

In: a store, and what a browser or a program asks of it. Out: pages, JSON, exports, gold files; reviews and decisions in the store.
It never changes the machine's records, never opens a file that a browser names, and never shows a dispatch's text unescaped.
"""
