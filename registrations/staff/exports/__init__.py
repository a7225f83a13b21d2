"""The pages on which a list is chosen, kept under a name, and fetched."""
