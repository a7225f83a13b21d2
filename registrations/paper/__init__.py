"""What is printed about who comes: sign-in sheets, badges, and lists for hosts."""
