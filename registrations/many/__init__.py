"""Doing the same to many people: each of them wholly or not at all, and told by name who not."""
