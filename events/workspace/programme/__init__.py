"""Building a programme: a line for each item, the list of them, and each item's own page."""
