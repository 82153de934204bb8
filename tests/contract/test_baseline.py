"""Accepted findings do not count until they expire, and errors in the file name the line."""

from datetime import date

import pytest

from prefect_http._contract.baseline import Acceptance, AcceptedFinding, apply_baseline, parse_acceptances
from prefect_http._contract.errors import CheckError
from tests.contract.findings import ADDED, REMOVED, STATUS

TODAY = date(2026, 6, 15)
ENTRY = '[[accept]]\nfingerprint = "a1a1a1a1a1a1"\nreason = "because"\nexpires = 2030-12-31\n'


def test_acceptances_are_parsed() -> None:
    text = ENTRY + '\n# and\n[[ accept ]]\nfingerprint = "b2b2b2b2b2b2"\nreason = "also"\nexpires = 2026-01-31\n'
    assert parse_acceptances(text, "accepted.toml") == [
        Acceptance("a1a1a1a1a1a1", "because", date(2030, 12, 31)),
        Acceptance("b2b2b2b2b2b2", "also", date(2026, 1, 31)),
    ]
    assert parse_acceptances("", "accepted.toml") == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[accept]", "accepted.toml is not valid TOML: "),
        (
            '[[accept]]\nfingerprint = "a1a1a1a1a1a1"\nreason = "x"\n',
            "accepted.toml, line 1: Object missing required field `expires`",
        ),
        (
            ENTRY + '\n[[accept]]\nfingerprint = "b2b2b2b2b2b2"\nexpires = 2030-12-31\n',
            "line 6: Object missing required field `reason`",
        ),
        (ENTRY.replace("because", " "), "line 1: the reason is empty"),
        (
            ENTRY.replace("a1a1", "A1A1", 1),
            "line 1: invalid fingerprint 'A1A1a1a1a1a1'. Copy the 12 hex",
        ),
        (ENTRY.replace("a1a1a1a1a1a1", "a1"), "line 1: invalid fingerprint 'a1'. Copy the 12 hexadecimal digits"),
        (ENTRY.replace("2030-12-31", '"soon"'), "line 1: Invalid RFC3339 encoded date - at `$.expires`"),
        (
            ENTRY.replace("2030-12-31", "2030-12-31T00:00:00Z"),
            "line 1: Expected `date`, got `datetime` - at `$.expires`",
        ),
        (ENTRY + "until = 2030-12-31\n", "line 1: Object contains unknown field `until`"),
        (ENTRY + ENTRY, "line 5: duplicate fingerprint a1a1a1a1a1a1"),
        (
            'accept = [{fingerprint = "a1a1a1a1a1a1"}]\n',
            "accepted.toml, entry 1: Object missing required field `reason`",
        ),
        ('accept = "a1a1a1a1a1a1"\n', "accepted.toml: Expected `array`, got `str` - at `$.accept`"),
        ('[[ignore]]\nfingerprint = "a1a1a1a1a1a1"\n', "accepted.toml: Object contains unknown field `ignore`"),
    ],
)
def test_invalid_file_is_rejected(text: str, reason: str) -> None:
    with pytest.raises(CheckError) as raised:
        parse_acceptances(text, "accepted.toml")
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)


def acceptance(fingerprint: str, expires: date) -> Acceptance:
    return Acceptance(fingerprint, "because", expires)


def test_accepted_finding_does_not_count() -> None:
    one = acceptance(REMOVED.fingerprint, date(2026, 6, 16))
    result = apply_baseline([REMOVED, ADDED], [one], TODAY)
    assert result.active == (ADDED,)
    assert result.accepted == (AcceptedFinding(REMOVED, one),)
    assert result.expired == result.stale == ()


def test_acceptance_holds_on_its_last_day() -> None:
    one = acceptance(REMOVED.fingerprint, TODAY)
    assert apply_baseline([REMOVED], [one], TODAY).active == ()
    after = apply_baseline([REMOVED], [one], date(2026, 6, 16))
    assert after.active == (REMOVED,)
    assert after.accepted == ()
    assert after.expired == (one,)


def test_acceptance_without_a_finding_is_stale() -> None:
    fresh, old = acceptance("0123456789ab", TODAY), acceptance("ba9876543210", date(2020, 1, 1))
    result = apply_baseline([STATUS], [fresh, old], TODAY)
    assert result.active == (STATUS,)
    assert result.stale == (fresh, old)
    assert result.expired == ()
