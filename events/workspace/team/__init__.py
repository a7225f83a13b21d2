"""Who makes an event together, and inviting others."""
