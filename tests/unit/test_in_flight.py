"""How many requests are in flight, in rounds that are written down."""

from prefect_http._domain.bulk_trigger import InFlight

FAULT = 0.0


def rounds(paces: list[float], flight: InFlight | None = None) -> list[tuple[int, int]]:
    """Return the requests and rows of each round, and of the one after; *paces* are seconds a row, or ``FAULT``."""
    flight = flight or InFlight(100)
    seen = [(flight.requests, flight.rows)]
    for pace in paces:
        flight.after(flight.rows, (pace or 0.01) * flight.rows, fault=pace == FAULT)
        seen.append((flight.requests, flight.rows))
    return seen


ONE, TRIAL, TWO = (1, 100), (2, 100), (2, 200)


def test_a_second_request_is_tried_with_the_rows_of_one_and_stays_while_it_pays() -> None:
    assert rounds([0.010, 0.008, 0.008, 0.007]) == [ONE, TRIAL, TWO, TWO, TWO]


def test_it_stays_where_it_makes_no_difference_beyond_chance() -> None:
    assert rounds([0.010, 0.0105, 0.0109]) == [ONE, TRIAL, TWO, TWO]


def test_it_goes_with_the_first_fault() -> None:
    assert rounds([0.010, FAULT]) == [ONE, TRIAL, ONE]
    assert rounds([0.010, 0.008, 0.008, FAULT]) == [ONE, TRIAL, TWO, TWO, ONE]


def test_it_goes_with_the_first_slower_answer() -> None:
    assert rounds([0.010, 0.012]) == [ONE, TRIAL, ONE]
    assert rounds([0.010, 0.008, 0.012]) == [ONE, TRIAL, TWO, ONE]


def test_none_is_tried_on_a_server_that_has_faults_with_one() -> None:
    assert rounds([FAULT, FAULT, 0.010]) == [ONE, ONE, ONE, TRIAL]


def test_the_pause_before_the_next_trial_doubles_while_trials_fail() -> None:
    seen = rounds([0.010, FAULT, *[0.010] * 8, FAULT, *[0.010] * 16, FAULT, *[0.010] * 32])
    assert seen == [ONE, TRIAL, *[ONE] * 8, TRIAL, *[ONE] * 16, TRIAL, *[ONE] * 32, TRIAL]


def test_the_pause_has_an_end() -> None:
    flight = InFlight(100)
    for pause in (8, 16, 32, 64, 128, 128):
        rounds([0.010, FAULT] if pause == 8 else [FAULT], flight)
        assert rounds([0.010] * pause, flight) == [*[ONE] * pause, TRIAL]


def test_a_trial_that_pays_makes_the_pause_short_again() -> None:
    flight = InFlight(100)
    rounds([0.010, FAULT, *[0.010] * 8, FAULT, *[0.010] * 16, 0.008, FAULT], flight)
    assert rounds([0.010] * 8, flight) == [*[ONE] * 8, TRIAL]


def test_what_is_slower_is_told_by_the_last_round_with_one_request() -> None:
    assert rounds([0.010, 0.020, *[0.020] * 8, 0.019])[-3:] == [ONE, TRIAL, TWO]


def test_a_clock_that_stands_still_does_no_harm() -> None:
    flight = InFlight(100)
    flight.after(100, 0.0, fault=False)
    flight.after(100, 0.0, fault=False)
    assert (flight.requests, flight.rows) == TWO
