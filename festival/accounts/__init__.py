"""Signing in: django-allauth does it; here are our words, our limits and our doors around it."""
