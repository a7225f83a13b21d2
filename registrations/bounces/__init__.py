"""Mails that came back as a mail: reading the report, and marking the address."""
