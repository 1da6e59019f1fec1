"""Numbers of companies: each scheme knows its own, by its form and its check digits."""

from __future__ import annotations

import pytest

from licet.basics import identifier, registrations


@pytest.mark.parametrize(
    ("scheme", "number", "plain"),
    [
        ("LEI", "5299 00LICETTEST00023", "529900LICETTEST00023"),
        ("uscc", "91350100 M000100Y43", "91350100M000100Y43"),
        ("JP-CN", "7-0000-1205-0002", "7000012050002"),
        ("TW-UBN", "00501503", "00501503"),
        ("KR-BRN", "116-82-00276", "1168200276"),
        ("KR-BRN", "124-81-00998", "1248100998"),
        ("KR-BRN", "134-86-72683", "1348672683"),
        ("FR-SIREN", "552 008 443", "552008443"),
        ("DE-HR", "Aachen HRA 11223", "AACHENHRA11223"),
        ("GB-CRN", "445790", "00445790"),
        ("GB-CRN", "sc 123456", "SC123456"),
    ],
)
def test_a_right_number_is_compared_without_blanks_and_dashes(
    scheme: str, number: str, plain: str
) -> None:
    assert identifier(scheme, number) == plain


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("LEI", "529900LICETTEST00032"),
        ("LEI", ""),
        ("USCC", "91350100M000100Y44"),
        ("JP-CN", "7000012050003"),
        ("TW-UBN", "00501502"),
        ("KR-BRN", "016-82-00276"),
        ("KR-BRN", "116-82-00277"),
        ("KR-BRN", "116-82-00726"),
        ("GB-CRN", "SC12345678"),
        ("DE-HR", "Aachen 11223 X"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused(scheme: str, number: str) -> None:
    with pytest.raises(ValueError, match=f"a number of the scheme {scheme}"):
        identifier(scheme, number)


def test_a_scheme_that_nobody_knows_is_named() -> None:
    with pytest.raises(ValueError, match="not «XX-1»"):
        identifier("XX-1", "1")


def test_a_cell_holds_several_numbers_each_behind_its_scheme() -> None:
    assert registrations("jp-cn 7000012050002; DE-HR: Aachen HRA 1") == (
        ("JP-CN", "7000012050002"),
        ("DE-HR", "Aachen HRA 1"),
    )
    assert registrations(" ; ") == ()
    with pytest.raises(ValueError, match="a scheme and a number"):
        registrations("7000012050002")
