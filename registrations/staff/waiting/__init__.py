"""The waiting lists as the team sees them: of the gathering, and of each session and table."""
