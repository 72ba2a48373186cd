"""The desk's bridge to an exercise: commands go over in order, pictures come back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from textual.message import Message

from sems_sim.errors import ScenarioError, SemsError
from sems_sim.exercise import commands, entries
from sems_sim.exercise import picture as views
from sems_tui.drawing import Outlook
from sems_tui.messages import Answered, ForecastCame, PictureReady, Refused, ResumedHere

_FRESH_S = 0.9

Listener = Callable[[Any], None]
Forecaster = Callable[[Any], Outlook]
Comparer = Callable[[Any, Any, str], Outlook]


class Hosting(Protocol):
    """What the desk asks of whoever hosts an exercise."""

    @property
    def journal_path(self) -> Path:
        """Where the journal is."""
        ...

    @property
    def head_hash(self) -> str:
        """The hash of its last row."""
        ...

    def submit(self, command: commands.Command, by: str = "") -> tuple[entries.Entry, ...]:
        """Carry a command out; return when it is on disk."""
        ...

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call a listener with every update; return what ends that."""
        ...

    @property
    def entries(self) -> Sequence[entries.Entry]:
        """Everything on record, in order."""
        ...

    def imagine(self, command: commands.Command) -> tuple[Any, Any]:
        """Return where the exercise stands, and where it would with one command more."""
        ...

    def fork(self, at_entry: int, out: Path) -> Path:
        """Branch off into another journal that ends with an entry."""
        ...

    def picture(self) -> views.Picture:
        """Return what the facilitator may see now."""
        ...

    def public_picture(self) -> views.PublicPicture:
        """Return what everybody may see now."""
        ...

    def standing(self) -> Any:  # noqa: ANN401 - handed to the forecaster untouched
        """Return what a forecast starts from."""
        ...

    def start(self) -> None:
        """Let time run."""
        ...

    def close(self) -> None:
        """Let go of the journal."""
        ...


class Desk:
    """One exercise at one desk. Its methods return at once; what comes of them is posted as messages."""

    def __init__(
        self, host: Hosting, post: Callable[[Message], object], forecaster: Forecaster | None = None
    ) -> None:
        """Stand between a host and whoever takes messages from any thread."""
        self.host = host
        self._post = post
        self._forecaster = forecaster
        self._orders = ThreadPoolExecutor(1, thread_name_prefix="orders")
        self._futures = ThreadPoolExecutor(1, thread_name_prefix="futures")
        self._lock = threading.Lock()
        self._closing = threading.Lock()
        self._is_closed = False
        self._latest: tuple[views.Picture, views.PublicPicture] | None = None
        self._record: list[entries.Entry] = []
        self._trouble = ""
        self._pending = 0
        self._kept_at_s = 0.0
        self._is_announced = False
        self._is_glancing = False
        self._is_looking = False
        self._unlisten: Callable[[], None] | None = None

    @property
    def can_look_ahead(self) -> bool:
        """Whether this desk has a forecaster."""
        return self._forecaster is not None

    @property
    def is_looking(self) -> bool:
        """Whether a forecast is being computed."""
        return self._is_looking

    @property
    def is_idle(self) -> bool:
        """Whether everything that was ordered has been carried out."""
        return self._pending == 0

    def open(self) -> None:
        """Listen to the host and let it start."""
        with self._lock:
            self._pending += 1
        self._hand(self._open)

    def _open(self) -> None:
        try:
            self._record = list(self.host.entries)
            self.host.start()
            self._unlisten = self.host.listen(self._hear)
            self._keep(self.host.picture(), self.host.public_picture())
        except SemsError as error:
            self._post(_refusal(error))
        finally:
            with self._lock:
                self._pending -= 1

    def close(self) -> None:
        """Finish what was ordered, then let go of the exercise."""
        with self._closing:
            self._is_closed = True
        self._orders.shutdown(wait=True)
        if self._unlisten is not None:
            self._unlisten()
        self._futures.shutdown(wait=False, cancel_futures=True)
        self.host.close()

    def take(self) -> tuple[views.Picture, views.PublicPicture] | None:
        """Return the newest pictures, and want to hear of newer ones."""
        with self._lock:
            self._is_announced = False
            return self._latest

    @property
    def record(self) -> tuple[entries.Entry, ...]:
        """Everything on record that this desk has heard of, in order."""
        with self._lock:
            return tuple(self._record)

    def order(self, command: commands.Command, by: str = "") -> None:
        """Hand a command over; orders are carried out in the order given."""
        with self._lock:
            self._pending += 1
        if not self._hand(self._carry_out, command, by):
            self._pending = 0
            self._post(Refused("This exercise is closed.", "it can be resumed from its journal"))

    def branch(self, entry: int, out: Path, then: Callable[[Path], None]) -> None:
        """Branch off into another journal that ends with an entry, and hand its path on, from another thread."""
        self._hand(self._branch, entry, out, then)

    def _branch(self, entry: int, out: Path, then: Callable[[Path], None]) -> None:
        try:
            then(self.host.fork(entry, out))
        except SemsError as error:
            self._post(_refusal(error))

    def _hand(self, work: Callable[..., None], *arguments: object) -> bool:
        """Have something done in its turn; return False once the desk is closed, when nothing is done any more."""
        with self._closing:
            if self._is_closed:
                return False
            self._orders.submit(work, *arguments)
            return True

    def glance(self) -> None:
        """Ask for a picture now, unless one came a moment ago or is on its way."""
        with self._lock:
            if self._is_glancing or time.monotonic() - self._kept_at_s < _FRESH_S:
                return
            self._is_glancing = True
        self._hand(self._fetch)

    def look_ahead(self) -> bool:
        """Compute the futures from now; return False if that cannot be, or is under way."""
        if self._forecaster is None or self._is_looking:
            return False
        self._is_looking = True
        self._futures.submit(self._forecast, self._forecaster)
        return True

    def _hear(self, update: Any) -> None:  # noqa: ANN401 - the host's update
        with self._lock:
            last = self._record[-1].number if self._record else 0
            self._record += [entry for entry in update.entries if entry.number > last]
        self._keep(update.picture, update.public)
        if update.trouble and update.trouble != self._trouble:
            self._post(Refused(update.trouble))
        self._trouble = update.trouble
        if update.resumed is not None:
            self._post(ResumedHere(update.resumed))

    def _keep(self, shown: views.Picture, public: views.PublicPicture) -> None:
        with self._lock:
            self._latest = (shown, public)
            self._kept_at_s = time.monotonic()
            announced, self._is_announced = self._is_announced, True
        if not announced:
            self._post(PictureReady())

    def _fetch(self) -> None:
        try:
            self._keep(self.host.picture(), self.host.public_picture())
        except SemsError as error:
            self._post(_refusal(error))
        finally:
            self._is_glancing = False

    def _carry_out(self, command: commands.Command, by: str) -> None:
        self._carry(command, by)
        with self._lock:
            self._pending -= 1

    def _carry(self, command: commands.Command, by: str) -> None:
        try:
            found = self.host.submit(command, by)
        except SemsError as error:
            self._post(_refusal(error))
            return
        except Exception as error:  # noqa: BLE001 - no fault of ours may end the exercise
            self._post(
                Refused(f"that failed: {error}", "this is a fault of the program; the exercise goes on")
            )
            return
        self._post(Answered(command, found))

    def imagine(self, command: commands.Command, words: str, comparer: Comparer) -> bool:
        """Compare the futures with those under a command that is not given; return False while others are computed."""
        if self._is_looking:
            return False
        self._is_looking = True
        self._futures.submit(self._forecast, lambda _: comparer(*self.host.imagine(command), words))
        return True

    def _forecast(self, forecaster: Forecaster) -> None:
        try:
            found = ForecastCame(forecaster(self.host.standing()))
        except SemsError as error:
            found = ForecastCame(None, _refusal(error).words)
        except Exception as error:  # noqa: BLE001 - no fault of ours may end the exercise
            found = ForecastCame(None, f"the forecast failed: {error}")
        self._is_looking = False
        self._post(found)


def _refusal(error: SemsError) -> Refused:
    if isinstance(error, ScenarioError):
        first = error.faults[0]
        more = f" (and {len(error.faults) - 1} more)" if len(error.faults) > 1 else ""
        return Refused(f"{first.message}{more}", first.remedy)
    return Refused(str(getattr(error, "message", error)), str(getattr(error, "remedy", "")))


def free_path(journal: Path, entry: int) -> Path:
    """Return a path beside a journal for a branch after an entry; one at which nothing is yet."""
    names = (
        f"{journal.stem}-from-{entry}{'' if n == 1 else f'-{n}'}{journal.suffix}" for n in range(1, 1_000)
    )
    return next(path for name in names if not (path := journal.with_name(name)).exists())
