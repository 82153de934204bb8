"""Samples and ratios. Contenders take turns, so that a slow phase of the machine affects all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Ratio:
    """Ratio of two contenders: the median of all rounds, and the quartiles."""

    median: float
    low: float
    high: float


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Ratio:
    """Divide our samples by *theirs*, each by that of the same round.

    Raises:
        ValueError: No round has samples of both.
    """
    found = sorted(mine / other for mine, other in zip(ours, theirs, strict=False))
    if not found:
        raise ValueError("ratio requires a round with samples of both contenders")
    if len(found) == 1:
        return Ratio(found[0], found[0], found[0])
    low, _, high = quantiles(found, n=4, method="inclusive")
    return Ratio(median(found), low, high)


def turns(contenders: Sequence[str], rounds: int) -> Iterator[tuple[int, str]]:
    """Yield round numbers and contenders in the order to measure them. Contenders take turns to go first."""
    for number in range(rounds):
        first = number % len(contenders)
        for contender in (*contenders[first:], *contenders[:first]):
            yield number, contender


@dataclass(frozen=True)
class Goal:
    """Upper limit for prefect-http: as a multiple of another contender, or absolute if *against* is None."""

    at_most: float
    against: str | None = None


@dataclass(frozen=True)
class Figure:
    """Result of one case.

    Attributes:
        name: Name of the case, such as ``"decode flow runs"``.
        work: Description of the work.
        unit: Unit of the samples.
        samples: Samples of each contender, one per round.
        goals: Limits for prefect-http.
        digests: Digest of the data that each contender returned, or None if they return none.
    """

    name: str
    work: str
    unit: str
    samples: Mapping[str, Sequence[float]]
    goals: Sequence[Goal] = ()
    digests: Mapping[str, str] | None = None

    @property
    def differing(self) -> list[str]:
        """Contenders that returned other data than the first one."""
        digests = self.digests or {}
        first = next(iter(digests.values()), "")
        return [contender for contender, digest in digests.items() if digest != first]
