"""The commands of ``recoupe``, one file each: a few lines over the API.

In: what the person typed. Out: records on standard output, problems on standard error, the exit status. They hold no logic of
their own.
"""
