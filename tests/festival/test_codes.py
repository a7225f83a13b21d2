"""Public codes: short, without look-alikes, never twice."""

from festival.codes import ALPHABET, new_code


def test_a_code_has_eight_characters_that_cannot_be_mistaken() -> None:
    codes = [new_code() for _number in range(1000)]

    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) == set(ALPHABET)
    assert set("0o1il") & set(ALPHABET) == set()


def test_codes_do_not_repeat() -> None:
    assert len({new_code() for _number in range(10_000)}) == 10_000
