"""Receiving people: what is noted at doors, the devices that note it, and what follows from it."""
