"""What a verb raises when it says no: a sentence for the person who asked."""


class Refused(Exception):
    """A verb declined; `str()` is a sentence in the active language.

    `field` names the form field that the sentence belongs to, or is empty when it concerns
    the whole form.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(str(message))
        self.field = field
