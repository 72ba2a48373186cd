"""A rich picture of the north-hyde exercise, five hours in, and what tests change of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sems_sim.exercise import picture as views
from sems_sim.exercise import style

MINUTE, HOUR = 60_000, 3_600_000
NOW = 5 * HOUR + 12 * MINUTE

MODULES = (
    views.ModuleView(1, "The first hour", 0, HOUR, 40 * MINUTE, ("Who is in charge, and how do they know?",), "done"),
    views.ModuleView(
        2, "The morning", 5 * HOUR, 8 * HOUR, 40 * MINUTE, ("What do you tell the airlines at 06:00?",), "running",
        42 * MINUTE,
    ),
    views.ModuleView(3, "Power is back", 10 * HOUR, 18 * HOUR, 40 * MINUTE, ("What before landing?",), "ahead"),
)  # fmt: skip
CLOCK = views.ClockView("running", "", 54 * MINUTE + 7_000, NOW, "Fri 05:01:00", 10, 8 * HOUR, MODULES[1])
LEVELS = (
    views.LevelView(
        "operational", "Operational", "", is_current=False, entered_ms=0, due_ms=None, authority_ms=None
    ),
    views.LevelView(
        "tactical",
        "Tactical",
        "duty_manager",
        is_current=True,
        entered_ms=23 * MINUTE,
        due_ms=None,
        authority_ms=None,
    ),
    views.LevelView(
        "crisis",
        "Crisis",
        "cmc",
        is_current=False,
        entered_ms=None,
        due_ms=NOW + 12 * MINUTE,
        authority_ms=None,
    ),
)


def inject(name: str, **fields: Any) -> views.InjectView:
    """Return an inject that waits, with what a test says of it."""
    plain: dict[str, Any] = {
        "id": name, "title": "", "kind": "contextual", "status": "pending", "due_ms": None, "condition": "",
        "source": "hv_desk", "to": ("cmc",), "channel": "phone", "text": "", "truth": True, "expect": "",
        "objective": ("O2",), "owner": "EXCON", "effects": "",
    }  # fmt: skip
    return views.InjectView(**(plain | fields))


INJECTS = (
    inject(
        "I1", status="acknowledged", due_ms=0, to=("duty_manager",), released_ms=0, objective=("O1",),
        text="Intake A is dead and the substation is on fire.", delivered_to=("duty_manager",), seen="partly",
        acknowledged_by=("duty_manager",), effects="tells duty_manager about intake_a",
        evidence="asked for METHANE, not for intakes B and C",
    ),
    inject(
        "I2", status="released", due_ms=45 * MINUTE, released_ms=45 * MINUTE, source="Broadcaster (simulated)",
        text="We have pictures of the fire. Is the airport closing?", unreached=("cmc",),
        expect="Holding statement within 20 minutes",
    ),
    inject(
        "I3", status="due", condition="down(terminal_systems) for 2h", source="airlines", channel="email",
        text="Forty inbound aircraft are past the point of no return. Decide now.", expect="Diversion plan agreed",
        kind="contingency",
    ),
    inject("I4", condition="flag(network_restored)", text="Power is back. Can we open?", objective=("O3",)),
    inject("I5", due_ms=9 * HOUR, source="media", channel="social media", truth=False, text="Everyone says: sabotage."),
    inject("I6", due_ms=6 * HOUR, title="Minister asks for a call", is_changed=True, text="The minister waits."),
    inject("I7", status="skipped", due_ms=2 * HOUR, title="Second alarm in the south", text="Alarm in the south."),
)  # fmt: skip


def asset(name: str, title: str, depth: int, state: str, level: float, **fields: Any) -> views.AssetView:
    """Return an asset."""
    return views.AssetView(
        name, title, depth, level, state, fields.pop("units", ""), fields.pop("needs", ""), **fields
    )


ASSETS = (
    asset("intake_a", "Grid intake A (North Hyde)", 0, "down", 0.0),
    asset("intake_b", "Grid intake B", 0, "up", 1.0),
    asset("tie_b", "Tie to intake B", 1, "off", 0.0, needs="intake_b"),
    asset("hv_central", "Private HV network, central terminals", 1, "down", 0.0, needs="intake_a or tie_b"),
    asset("baggage", "Baggage", 2, "down", 0.0, units="0 of 4", needs="hv_central"),
    asset("hv_south", "Private HV network, south", 1, "up", 1.0, needs="intake_a or tie_c", is_held=True),
    asset("life_safety_diesel", "Life-safety generators", 0, "on reserve", 1.0),
    asset(
        "fire_systems",
        "Fire detection and evacuation systems",
        1,
        "on reserve",
        1.0,
        needs="hv_central or diesel",
    ),
    asset(
        "terminal_systems",
        "Terminal systems (doors, CCTV, check-in)",
        2,
        "restarting",
        0.0,
        needs="both networks",
    ),
    asset("airfield_lighting", "Airfield lighting", 1, "up", 1.0),
)
SERVICES = (
    views.ServiceView(
        "arrivals", "Arrivals", "flight", 0.0, (1.0,) * 6 + (0.8, 0.4, 0.1, 0.0, 0.0, 0.0), 0.5, is_below_mbco=True,
        is_over_rto=False, is_over_mtpd=False, backlog=14, lost=6, demand_per_h=37, is_critical=True,
    ),
    views.ServiceView(
        "departures", "Departures", "flight", 0.62, (1.0,) * 5 + (0.5, 0.2, 0.0, 0.2, 0.4, 0.6), 0.5,
        is_below_mbco=False,
        is_over_rto=False, is_over_mtpd=False, backlog=3, lost=0, demand_per_h=0, is_critical=True,
    ),
)  # fmt: skip
TASKS = (
    views.TaskView("fire_response.fight_fire", "Fight fire", "fire_response", "running", 4 * MINUTE),
    views.TaskView("reconfigure_hv.switch_central", "Switch central", "reconfigure_hv", "running", 3 * HOUR),
    views.TaskView("welfare.open_centres", "Open centres", "welfare", "waiting", 5 * HOUR),
)
BELIEFS = (
    views.BeliefView("intake_a", "Grid intake A", "down", "down", 20 * MINUTE, is_known=True, is_wrong=False),
    views.BeliefView(
        "hv_central", "HV network, central", "up", "down", 2 * HOUR, is_known=True, is_wrong=True
    ),
    views.BeliefView("departures", "Departures", "unknown", "62 %", None, is_known=False, is_wrong=False),
)


def team(name: str, title: str, **fields: Any) -> views.TeamView:
    """Return a team that the model runs."""
    plain: dict[str, Any] = {
        "level": "operational", "is_played": False, "is_convened": True, "people": 4, "present": 4, "load": 0.3,
        "waiting": (), "picture": BELIEFS,
    }  # fmt: skip
    return views.TeamView(name, title, **(plain | fields))


TEAMS = (
    team("control_room", "Airport operations centre"),
    team("hv_desk", "HV desk", people=2, present=2, load=0.9),
    team(
        "duty_manager", "Duty manager", level="tactical", is_played=True, people=1, present=1,
        waiting=(views.WaitingNote("hv_central", "HV network, central is down", NOW - 9 * MINUTE, is_own=True),),
    ),
    team("cmc", "Crisis management centre", level="crisis", is_played=True, is_convened=False, people=8, present=5),
    team("media", "Media", level="", people=3, present=3, picture=()),
)  # fmt: skip
DECISIONS = (
    views.DecisionView(
        "close_airport", "Suspend operations for the day, wait for power, or run a reduced programme?", "cmc",
        is_played=True, state="open", opened_ms=NOW - 20 * MINUTE, deadline_ms=NOW + 40 * MINUTE,
        options=(
            views.OptionView("close", "Suspend until the systems are cleared", is_policy=True, effects="cancels"),
            views.OptionView("wait", "Wait for power", is_policy=False, effects="capacity 0"),
            views.OptionView("reduced", "Reduced programme", is_policy=False, effects="capacity ×0.3"),
        ),
        chosen="",
    ),
    views.DecisionView(
        "restart_order", "Which services first?", "cmc", is_played=True, state="ahead", opened_ms=None,
        deadline_ms=None, options=(), chosen="",
    ),
    views.DecisionView(
        "", "Call the mayor?", "duty_manager", is_played=True, state="taken", opened_ms=None, deadline_ms=None,
        options=(), chosen="Yes, by the duty manager",
    ),
)  # fmt: skip
PROMPTS = (
    views.PromptView(
        3, "raise", "crisis", "cmc", "the criteria for Crisis are met", "raise to Crisis", NOW - 90_000
    ),
    views.PromptView(
        4,
        "note",
        "hv_central",
        "duty_manager",
        "they could see that HV central is down",
        "note it",
        NOW - 60_000,
    ),
    views.PromptView(
        5, "tell", "departures", "cmc", "the duty manager would tell them of departures", "tell them", NOW
    ),
)
OBJECTIVES = (
    views.ObjectiveView(
        "O1", "Escalate to crisis level within 60 minutes of losing the intake", "level.crisis.first_h <= 1 h",
        "not yet", False, "M", ("asked for METHANE after 12 min",), ("I1",),
    ),
    views.ObjectiveView(
        "O2", "Decide on operations with the picture available, and tell the airlines", "decided within 90 min", "",
        None, "", (), ("I2", "I3", "I5"),
    ),
    views.ObjectiveView("O3", "Restart in a safe order", "", "", None, "", (), ("I4",)),
)  # fmt: skip


def line(entry: int, minutes: int, kind: str, words: str, **fields: Any) -> views.FeedLine:
    """Return a line of the feed at so many minutes of scenario time."""
    at_ms, clock = minutes * MINUTE, (23 * 60 + 49 + minutes) % (24 * 60)
    plain: dict[str, Any] = {"because": "", "weight": 3, "by": ""}
    time = f"{clock // 60:02d}:{clock % 60:02d}"
    return views.FeedLine(entry, at_ms, at_ms // 10, time, kind, words, **(plain | fields))


FEED = (
    line(1, 0, "clock", "STARTEX", weight=2),
    line(2, 0, "model", "Substation fire broke out", weight=4),
    line(
        3,
        3,
        "model",
        "Private HV network, central terminals went down",
        weight=4,
        because="Grid intake A failed",
        why=("Grid intake A failed", "the substation fire reached 30 %", "Substation fire broke out"),
    ),
    line(4, 0, "inject", "I1 to duty_manager: Intake A is dead and the substation is on fire."),
    line(5, 23, "level", "Tactical level in place", weight=4, because="the duty manager met the criteria"),
    line(
        6, 45, "inject", "I2 to cmc: We have pictures of the fire. NOT REACHED: cmc is not convened", weight=3
    ),
    line(
        7, 60, "observation", "Roles were called out by name", by="evaluator", struck="Rolls were called out"
    ),
    line(8, 61, "remark", "Nobody was there to get I2"),
    line(9, 290, "decision", "Call the mayor? Yes, by the duty manager"),
    line(10, 300, "message", "hv_desk to duty_manager: switching central will take until ten"),
    line(
        11,
        311,
        "prompt",
        "The criteria for Crisis are met",
        because="terminal systems have been down for 15 min",
    ),
)


def rich() -> views.Picture:
    """Return a picture that has something in every pane."""
    return views.Picture(
        "A substation fire closes the airport", "Exercise, official", style.UK, "GBP", CLOCK, MODULES, LEVELS, INJECTS,
        ASSETS, SERVICES,
        (
            views.ResourceView("hv_engineers", "Authorised HV engineers", 4, 4, 0, 2),
            views.ResourceView("ground_crews", "Ground crews", 39, 0, 39, 0),
        ),
        (views.StockView("diesel", "Diesel", 6_200, "L", 9_000, 3.2),),
        (views.SupplierView("fuel_co", "Fuel company", is_up=True),),
        (views.IncidentView("substation_fire", "Substation fire", 0, 0.44, is_contained=False, opened_ms=0),),
        TASKS, TEAMS, DECISIONS, PROMPTS, OBJECTIVES, FEED, ("hv_south",), 12_400_000, 2, 0.25,
        ("A message without a link takes lognormal 5m 0.8",),
    )  # fmt: skip


def ready() -> views.Picture:
    """Return the same exercise before it begins."""
    clock = replace(CLOCK, state="ready", room_ms=0, at_ms=0, time="Thu 23:49:00", speed=1, module=None)
    return replace(rich(), clock=clock, feed=(), prompts=(), incidents=())


def public() -> views.PublicPicture:
    """Return what the room may see of it."""
    return views.PublicPicture(
        "A substation fire closes the airport", "Exercise, official", style.UK, "running", "Fri 05:01", 54 * MINUTE,
        "The morning", ("What do you tell the airlines at 06:00?",),
        views.PublicInject("00:34", "Broadcaster (simulated)", ("cmc",), "phone", "Is the airport closing?"),
    )  # fmt: skip


def big(injects: int = 200, teams: int = 30, feed: int = 1_000) -> views.Picture:
    """Return a picture as large as an exercise gets."""
    many = tuple(
        inject(f"I{n}", due_ms=NOW + n * MINUTE, text=f"Something happens for the {n}th time")
        for n in range(injects)
    )
    lines = tuple(
        line(n + 1, n % 300, "model", f"Thing {n} went down", because="another did") for n in range(feed)
    )
    return replace(
        rich(), injects=many, teams=tuple(team(f"team_{n}", f"Team {n}") for n in range(teams)), feed=lines
    )
