"""What an event asks people, and what they answer."""
