"""The public pages: values that templates print, made from a release and the live seats.

Templates decide nothing and ask nothing: each page has a frozen view model here, and a store
that keeps rendered pages as long as they are true.
"""
