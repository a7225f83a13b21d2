"""The first page of a gathering in the workspace: how it stands, and what needs attention."""
