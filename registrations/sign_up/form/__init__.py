"""The sign-up form: what one person is asked, who comes along, and how it is laid out."""
