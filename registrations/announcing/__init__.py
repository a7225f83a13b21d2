"""Telling people what changed in the programme, or does not take place."""
