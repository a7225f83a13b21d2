"""What a gathering prints: kinds of paper, as pages on the screen and as PDF."""
