"""The releases of an event: what was public when, and back to it as draft."""
