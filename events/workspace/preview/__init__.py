"""A draft, or an earlier release, on the public's own pages: seen by the team alone."""
