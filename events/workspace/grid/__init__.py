"""The programme of one day as a table: times down, rooms across."""
