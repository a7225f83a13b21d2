"""Events in the admin.

What has seats (events, sessions, tables) is registered by the app above, `registrations.admin`,
which knows the verbs that move seats.
"""

from events.admin import content, event, lasting, timetable

__all__ = ["content", "event", "lasting", "timetable"]
