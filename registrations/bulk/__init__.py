"""Mail from the organisers to a group: who, what, sending it in the background, what came of it."""
