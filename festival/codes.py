"""Public codes: short, hard to guess, easy to read aloud."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i
LENGTH = 8


def new_code() -> str:
    """A random code of 8 characters (31^8, about 8.5e11, possibilities)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_secret() -> str:
    """A random text of 43 characters (256 bits) for an address that must not be guessed."""
    return secrets.token_urlsafe(32)
