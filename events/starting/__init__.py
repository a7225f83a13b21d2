"""Starting a gathering: from a shape, from an earlier one, or empty."""
