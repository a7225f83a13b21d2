"""Cases that people brought along at sign-up."""
