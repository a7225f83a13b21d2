"""The page that tells who changed what."""
