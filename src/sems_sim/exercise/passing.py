"""How time passes: the model's events and the exercise's own, moment by moment."""

from __future__ import annotations

from sems_sim.engine import Run
from sems_sim.exercise.narrator import Narrator
from sems_sim.exercise.play import Play


class Passing:
    """Carries an exercise from one moment to the next."""

    def __init__(self, play: Play) -> None:
        """Stand at the beginning."""
        self._play = play
        self.narrator = Narrator(play)
        self.run: Run | None = None
        """The whole run, once the exercise has ended."""

    def begin(self) -> None:
        """Begin the model with who is played now, and what has been left out or put off."""
        self._play.begin_model()
        self.narrator.begin()

    def pass_to(self, at_ms: int) -> None:
        """Let everything happen up to and with a moment of scenario time, but for the scenario's end.

        The model is carried from instant to instant, so that what one instant arranges for the exercise itself comes
        in its turn, however often and in whatever strides somebody asks.
        """
        play, end_ms = self._play, self._play.file_model.horizon_ms
        while True:
            due = play.dues.next()
            is_next = due is not None and due.at_ms <= at_ms and due.at_ms < end_ms
            limit = due.at_ms if due is not None and is_next else min(at_ms + 1, end_ms)
            if play.done_ms < limit:
                play.run_to(min(limit, max(play.done_ms, play.next_ms()) + 1))
                self.narrator.take_down()
            elif is_next:
                play.dues.take().do()
                self.narrator.take_down()
            else:
                return

    def stop_ms(self) -> int:
        """Return where the clock stops by itself: at the end of the module being played, or of the scenario."""
        play = self._play
        end_ms = play.model.horizon_ms
        if play.module:
            return min(end_ms, play.material.modules[play.module - 1].to_ms)
        return end_ms

    def next_moment(self, limit_ms: int) -> int:
        """Return the next moment at which anything happens, at most a limit, and later than now."""
        play = self._play
        due = play.dues.next()
        ahead = [limit_ms, max(play.at_ms + 1, play.next_ms())]
        if due is not None:
            ahead.append(max(play.at_ms + 1, due.at_ms))
        return min(ahead)

    def finish(self) -> Run:
        """Close the model's books."""
        play = self._play
        self.run = play.simulation.finish(max(play.done_ms, play.at_ms))
        return self.run
