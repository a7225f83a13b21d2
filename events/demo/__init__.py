"""The gatherings of the demo: facts in YAML, put into the database by the organisers' verbs."""

from events.demo.loading import load_gatherings
from events.demo.shelf import BadFacts

__all__ = ["BadFacts", "load_gatherings"]
