"""The names of the patterns that the stages read from a language's files; what a language leaves out matches nothing."""

FIGURE_PATTERNS = (
    "no_number", "moved", "subset", "total", "previous", "of_them", "possessed", "ellipsis", "ellipsis_passive", "unknown",
    "unknown_object", "bare_end", "adjective_before", "of_people", "possessive", "parting", "toll", "clause_end", "as_noun", "passive", "having", "object_behind", "alone",
    "all_of_them", "afterwards", "break", "governed", "of_the_act", "beside", "passive_verb", "none_of", "nobody",
    "nobody_subject", "bare_people", "bare_harmed", "bare_cause", "bare_chain", "act_of", "act_of_one", "own", "single",
    "found_dead", "hit", "thing", "the", "ends", "circumstance", "object", "infinitive", "joined", "aside", "shared_bound",
    "together", "others", "added", "aim",
)  # fmt: skip
"""[patterns] of numbers.toml."""

FIGURE_WRITTEN = ("peoples", "named", "predicate", "resumed")
"""[written] of numbers.toml: over the text as it is written."""

DATE_PATTERNS = (
    "named", "planned", "since", "opens_since", "this_day", "report_before", "report_behind",
    "dateline_before", "dateline_behind", "sentence_before",
)  # fmt: skip
"""[patterns] of calendar.toml."""

DATE_READERS = (
    "night", "days", "months", "weekdays", "pair", "numeric", "last_year", "nth_weekend", "nth", "nth_week", "after", "morrow",
    "eve", "since", "latest", "ago", "ahead", "full", "day_of", "weekday", "weekend", "week_part", "week", "part", "month",
    "this_month", "year", "night_alone", "relative", "anaphoric",
)  # fmt: skip
"""What resolves an [[expression]] of calendar.toml."""

SPEECH_PATTERNS = (
    "word", "preposition", "of_telling", "agent", "given_to", "learnt", "quoted", "recipients", "recipient_lead", "outlet",
    "pronoun_behind", "pronoun_before", "pronoun_told", "pronoun_report", "before_pronoun", "inverted_end", "complement", "noun_verb", "passive_behind", "late_complement", "object",
    "adverb_run", "punctuation", "stops", "clause", "interviewed", "adverbial", "determiner", "relative", "conjunction",
    "asked", "charged", "participle", "possessed", "adverbial_tail", "loose_end", "agent_before", "and", "of_opener",
)  # fmt: skip
"""[patterns] of speech.toml."""

SPEECH_WRITTEN = (
    "parted", "parting_participle", "outlet_name", "apposed", "office", "article", "adverb", "of_a", "name_at", "count",
    "second_name", "headline_before", "headline_behind",
)  # fmt: skip
"""[written] of speech.toml: over the text as it is written."""

PLACE_PATTERNS = (
    "cue_of", "cue", "cue_one", "cue_two", "direction", "distance", "part", "border", "border_between",
    "border_pair", "border_with", "border_of",
)  # fmt: skip
"""[patterns] of places.toml."""

PLACE_WRITTEN = (
    "elided", "possessive", "joint", "cue_after", "in_country", "unit_after", "unit_lead", "person_after", "dateline", "joined",
)  # fmt: skip
"""[written] of places.toml: over the text as it is written."""
