"""The trail of an event, told in sentences."""
