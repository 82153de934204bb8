"""What samples say: contenders take turns, so that what slows the machine for a while slows them all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Ratio:
    """How one contender compares with another: the median of all rounds, and the half of them around it."""

    median: float
    low: float
    high: float


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Ratio:
    """Return how many times *theirs* our samples are, each compared with the one of the same round.

    Raises:
        ValueError: there is no round of both.
    """
    found = sorted(mine / other for mine, other in zip(ours, theirs, strict=False))
    if not found:
        raise ValueError("there is no round in which both were measured")
    if len(found) == 1:
        return Ratio(found[0], found[0], found[0])
    low, _, high = quantiles(found, n=4, method="inclusive")
    return Ratio(median(found), low, high)


def turns(contenders: Sequence[str], rounds: int) -> Iterator[tuple[int, str]]:
    """Yield who is measured next, with the number of the round: each begins a round as often as any other."""
    for number in range(rounds):
        first = number % len(contenders)
        for contender in (*contenders[first:], *contenders[:first]):
            yield number, contender


@dataclass(frozen=True)
class Goal:
    """What ours should come to: at most so many times what another takes, or so much where there is no other."""

    at_most: float
    against: str | None = None


@dataclass(frozen=True)
class Figure:
    """What was measured of one case.

    Attributes:
        name: the case, such as ``"decode flow runs"``.
        work: what was done, in words.
        unit: what the samples count.
        samples: of each contender, one a round.
        goals: what ours should reach.
        answers: of each contender that answers something, a digest of it.
    """

    name: str
    work: str
    unit: str
    samples: Mapping[str, Sequence[float]]
    goals: Sequence[Goal] = ()
    answers: Mapping[str, str] | None = None

    @property
    def differing(self) -> list[str]:
        """The contenders whose answer is another than the first one's."""
        answers = self.answers or {}
        first = next(iter(answers.values()), "")
        return [contender for contender, answer in answers.items() if answer != first]
