"""Texts that organisers write, as they will look."""
