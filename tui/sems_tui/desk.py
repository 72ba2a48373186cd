"""The desk's one bridge to an exercise: commands go over in order, pictures come back, nothing waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from textual.message import Message

from sems_sim.errors import SemsError
from sems_sim.exercise import commands, entries, picture
from sems_tui.drawing import Outlook
from sems_tui.messages import Answered, ForecastCame, PictureReady, Refused, ResumedHere

Listener = Callable[[Any], None]
Forecaster = Callable[[Any], Outlook]


class Hosting(Protocol):
    """What the desk asks of whoever hosts an exercise."""

    journal_path: Path
    head_hash: str

    def submit(self, command: commands.Command, by: str = "") -> tuple[entries.Entry, ...]:
        """Carry a command out; return when it is on disk."""
        ...

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call a listener with every update; return what ends that."""
        ...

    def picture(self) -> picture.Picture:
        """Return what the facilitator may see now."""
        ...

    def public_picture(self) -> picture.PublicPicture:
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

    def __init__(self, host: Hosting, post: Callable[[Message], object], forecaster: Forecaster | None = None) -> None:
        """Stand between a host and whoever takes messages from any thread."""
        self.host = host
        self._post = post
        self._forecaster = forecaster
        self._orders = ThreadPoolExecutor(1, thread_name_prefix="orders")
        self._futures = ThreadPoolExecutor(1, thread_name_prefix="futures")
        self._lock = threading.Lock()
        self._latest: tuple[picture.Picture, picture.PublicPicture] | None = None
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

    def open(self) -> None:
        """Listen to the host and let it start."""
        self._unlisten = self.host.listen(self._hear)
        self.host.start()
        self.glance()

    def close(self) -> None:
        """Finish what was ordered, then let go of the exercise."""
        if self._unlisten is not None:
            self._unlisten()
        self._orders.shutdown(wait=True)
        self._futures.shutdown(wait=False, cancel_futures=True)
        self.host.close()

    def take(self) -> tuple[picture.Picture, picture.PublicPicture] | None:
        """Return the newest pictures, and want to hear of newer ones."""
        with self._lock:
            self._is_announced = False
            return self._latest

    def order(self, command: commands.Command, by: str = "") -> None:
        """Hand a command over; orders are carried out in the order given."""
        self._orders.submit(self._carry_out, command, by)

    def glance(self) -> None:
        """Ask for a picture now, unless one is on its way already."""
        with self._lock:
            if self._is_glancing:
                return
            self._is_glancing = True
        self._orders.submit(self._fetch)

    def look_ahead(self) -> bool:
        """Compute the futures from now; return False if that cannot be, or is under way."""
        if self._forecaster is None or self._is_looking:
            return False
        self._is_looking = True
        self._futures.submit(self._forecast, self._forecaster)
        return True

    def _hear(self, update: Any) -> None:  # noqa: ANN401 - the host's update
        self._keep(update.picture, update.public)
        note = getattr(update, "resumed", None)
        if note is not None:
            self._post(ResumedHere(tuple(note.last), tuple(note.repeat), note.down_ms))

    def _keep(self, shown: picture.Picture, public: picture.PublicPicture) -> None:
        with self._lock:
            self._latest = (shown, public)
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
        try:
            found = self.host.submit(command, by)
        except SemsError as error:
            self._post(_refusal(error))
            return
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the exercise
            self._post(Refused(f"that failed: {error}", "this is a fault of the program; the exercise goes on"))
            return
        self._post(Answered(command, found))

    def _forecast(self, forecaster: Forecaster) -> None:
        try:
            outlook = forecaster(self.host.standing())
            self._post(ForecastCame(outlook))
        except SemsError as error:
            self._post(ForecastCame(None, _refusal(error).words))
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the exercise
            self._post(ForecastCame(None, f"the forecast failed: {error}"))
        finally:
            self._is_looking = False


def _refusal(error: SemsError) -> Refused:
    return Refused(str(getattr(error, "message", error)), str(getattr(error, "remedy", "")))
