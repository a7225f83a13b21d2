"""What was removed from a draft, and putting it back."""
