"""Settings of an event in plain language: texts, when and where, colour, visibility, contact."""
