"""Reviews: what editors made of records, kept beside them.

In: a verdict on a record, or the record as it should be. Out: the records that stand, their history, and gold files.
It never changes what the machine wrote, never forgets a review, and never keeps one without who and when.
"""

from recoupe.desk.reviews.keeping import Review, history, review
from recoupe.desk.reviews.standing import Standing, standing

__all__ = ["Review", "Standing", "history", "review", "standing"]
