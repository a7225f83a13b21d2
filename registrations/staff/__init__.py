"""What organisers and staff see of who comes."""
