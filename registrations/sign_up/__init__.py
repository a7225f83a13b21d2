"""Signing up: the form, the verb, and what came of it."""
