"""Who was present: the numbers of a gathering afterwards, which stay when people are erased."""
