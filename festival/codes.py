"""Public codes: short, hard to guess, easy to read aloud."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i
LENGTH = 8


def new_code() -> str:
    """A random code of 8 characters (31^8, about 8.5e11, possibilities)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
