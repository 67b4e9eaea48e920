"""Places: names in the text to GeoNames entries with country, coordinates and precision.

In: a dispatch's text and its countries. Out: PlaceMention records with offsets.
It never decides which place is an event's: that is the events' stage.
"""
