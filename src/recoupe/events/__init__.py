"""Events: triggers to mentions, mentions to records with all their fields (codebook, "Which record").

In: an Analysis (text with parties, places, dates, figures, attributions). Out: Event records.
It never reads another dispatch: setting accounts side by side is the incidents' stage.
"""
