"""Which of those who signed up somebody means: conditions as a value, in words, and by name."""
