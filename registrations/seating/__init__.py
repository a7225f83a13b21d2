"""Seats: who holds them, who waits for them, and whose turn it is."""
