"""The pages on which a gathering is started."""
