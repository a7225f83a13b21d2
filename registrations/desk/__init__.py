"""The desk: the pages on the phones of those who receive people, complete without JavaScript."""
