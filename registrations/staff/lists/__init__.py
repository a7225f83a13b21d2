"""The lists of who comes: to look at, to search and narrow, and to act on."""
