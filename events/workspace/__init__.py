"""The organiser's pages on a draft: build, look, change. Who comes is told by `registrations`."""
