"""Clock that advances only when the client sleeps."""

from dataclasses import dataclass, field


@dataclass
class Clock:
    """Clock that advances only by the time slept."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)
