"""Adaptive limit of requests in flight, tested round by round."""

from prefect_http._domain.bulk_trigger import InFlightLimit

FAULT = 0.0


def rounds(paces: list[float], limit: InFlightLimit | None = None) -> list[tuple[int, int]]:
    """Return requests and rows of each round and the next one. *paces* are seconds per row, or ``FAULT``."""
    limit = limit or InFlightLimit(100)
    seen = [(limit.requests, limit.rows)]
    for pace in paces:
        limit.record(limit.rows, (pace or 0.01) * limit.rows, fault=pace == FAULT)
        seen.append((limit.requests, limit.rows))
    return seen


ONE, TRIAL, TWO = (1, 100), (2, 100), (2, 200)


def test_second_request_is_kept_while_it_is_faster() -> None:
    assert rounds([0.010, 0.008, 0.008, 0.007]) == [ONE, TRIAL, TWO, TWO, TWO]


def test_second_request_is_kept_within_noise() -> None:
    assert rounds([0.010, 0.0105, 0.0109]) == [ONE, TRIAL, TWO, TWO]


def test_second_request_is_dropped_after_a_fault() -> None:
    assert rounds([0.010, FAULT]) == [ONE, TRIAL, ONE]
    assert rounds([0.010, 0.008, 0.008, FAULT]) == [ONE, TRIAL, TWO, TWO, ONE]


def test_second_request_is_dropped_after_a_slower_round() -> None:
    assert rounds([0.010, 0.012]) == [ONE, TRIAL, ONE]
    assert rounds([0.010, 0.008, 0.012]) == [ONE, TRIAL, TWO, ONE]


def test_no_trial_while_one_request_has_faults() -> None:
    assert rounds([FAULT, FAULT, 0.010]) == [ONE, ONE, ONE, TRIAL]


def test_pause_doubles_after_failed_trials() -> None:
    seen = rounds([0.010, FAULT, *[0.010] * 8, FAULT, *[0.010] * 16, FAULT, *[0.010] * 32])
    assert seen == [ONE, TRIAL, *[ONE] * 8, TRIAL, *[ONE] * 16, TRIAL, *[ONE] * 32, TRIAL]


def test_pause_is_capped() -> None:
    limit = InFlightLimit(100)
    for pause in (8, 16, 32, 64, 128, 128):
        rounds([0.010, FAULT] if pause == 8 else [FAULT], limit)
        assert rounds([0.010] * pause, limit) == [*[ONE] * pause, TRIAL]


def test_successful_trial_resets_the_pause() -> None:
    limit = InFlightLimit(100)
    rounds([0.010, FAULT, *[0.010] * 8, FAULT, *[0.010] * 16, 0.008, FAULT], limit)
    assert rounds([0.010] * 8, limit) == [*[ONE] * 8, TRIAL]


def test_pace_is_compared_with_last_single_request() -> None:
    assert rounds([0.010, 0.020, *[0.020] * 8, 0.019])[-3:] == [ONE, TRIAL, TWO]


def test_zero_duration_is_accepted() -> None:
    limit = InFlightLimit(100)
    limit.record(100, 0.0, fault=False)
    limit.record(100, 0.0, fault=False)
    assert (limit.requests, limit.rows) == TWO
