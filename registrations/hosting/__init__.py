"""Lists that hosts of sessions and tables keep, from a signed link without an account."""
