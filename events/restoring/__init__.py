"""Bringing the draft of an event back to what one of its releases says.

`plan` decides, purely, from two programmes; `apply` carries it out on the rows, in one
transaction. Who signed up, seats, consents, and what is called off are never touched.
"""

from events.restoring.apply import Restored, newest_of, restore_release
from events.restoring.plan import Step, plan_of, reachable

__all__ = ["Restored", "Step", "newest_of", "plan_of", "reachable", "restore_release"]
