"""Who may sign up, when, how many, and what they are asked: the settings of an event's form."""
