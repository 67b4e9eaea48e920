"""Safety: who may ask, how often, and what a browser may do with the answer.

In: requests from anywhere. Out: a session with a name, or a refusal that says why; headers that keep a page to itself.
It never opens the desk to other machines without a password or token, never keeps one in the clear, and never trusts a page of another site.
"""
