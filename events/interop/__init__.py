"""What machines read about a gathering: a Programme in, text or bytes out. No database."""
