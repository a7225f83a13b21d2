"""What lasts over editions: organisations, people, and venues with their rooms."""
