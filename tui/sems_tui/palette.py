"""The palette of effects, in the scenario language and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sems_sim.errors import QuantityError
from sems_sim.exercise import picture as views
from sems_sim.units import parse_amount, parse_duration, parse_number, parse_rate, parse_share


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of the scenario that an effect can act on."""

    name: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """One kind of effect."""

    name: str
    label: str
    """What it does, for choosing: `make fail`."""
    words: str
    """The sentence: `{thing} fails{amount}`."""
    on: str
    """Kind of thing: asset, service, incident, resource, stock, supplier, plan, flag; empty for none."""
    amount: str = ""
    """Kind of amount: units, share, rate, change, number, amount, money; empty for none."""
    default: str = ""
    """The amount that is filled in at first."""
    lasts: bool = False
    """Whether it can be for a while."""
    ends: str = ""
    """Until when it lasts if nothing is said."""


VERBS: tuple[Verb, ...] = (
    Verb(
        "fail",
        "Fail: an asset breaks down",
        "{thing} fails{amount}",
        "asset",
        "units",
        lasts=True,
        ends="until it is repaired",
    ),
    Verb("repair", "Repair: a failed asset works again", "{thing} is repaired{amount}", "asset", "units"),
    Verb(
        "capacity",
        "Capacity: a service can do more or less",
        "{thing} has a capacity of {amount}",
        "service",
        "change",
        "x0.5",
        lasts=True,
    ),
    Verb(
        "demand",
        "Demand: more or less is asked of a service",
        "{thing} has a demand of {amount}",
        "service",
        "change",
        "x1.5",
        lasts=True,
    ),
    Verb(
        "cancel",
        "Cancel: a share of demand is called off",
        "{amount} of the demand for {thing} is called off",
        "service",
        "share",
        "100%",
        lasts=True,
    ),
    Verb("add", "Add people or kit", "{amount} more of {thing}", "resource", "number", "4", lasts=True),
    Verb(
        "remove", "Remove people or kit", "{amount} fewer of {thing}", "resource", "number", "4", lasts=True
    ),
    Verb(
        "contain",
        "Contain: work against an incident",
        "{thing} is contained at {amount}",
        "incident",
        "rate",
        "1/h",
        lasts=True,
    ),
    Verb(
        "worsen",
        "Worsen: an incident grows faster",
        "{thing} grows faster by {amount}",
        "incident",
        "rate",
        "0.5/h",
        lasts=True,
    ),
    Verb("start", "Start an incident", "{thing} begins{amount}", "incident", "severity"),
    Verb("end", "End an incident", "{thing} ends at once", "incident"),
    Verb("switch_off", "Switch off an asset", "{thing} is switched off", "asset", lasts=True),
    Verb("switch_on", "Switch on an asset", "{thing} is switched on", "asset", lasts=True),
    Verb("isolate", "Isolate: cut an asset off on purpose", "{thing} is cut off", "asset", lasts=True),
    Verb("reconnect", "Reconnect an isolated asset", "{thing} is connected again", "asset"),
    Verb("use", "Use up stock", "{amount} of {thing} is used up", "stock", "amount", "100"),
    Verb("order", "Order stock", "{amount} of {thing} is ordered", "stock", "amount", "100"),
    Verb("block", "Block a supplier", "{thing} stops delivering", "supplier", lasts=True),
    Verb("unblock", "Unblock a supplier", "{thing} delivers again", "supplier"),
    Verb("invoke", "Start a plan", "the plan {thing} starts", "plan"),
    Verb("set", "Set a flag", "{thing} is set", "flag"),
    Verb("clear", "Clear a flag", "{thing} is cleared", "flag"),
    Verb("spend", "Spend money", "{amount} is spent", "", "money", "100_000"),
)
"""What the palette offers, what is wanted most often first."""


@dataclass(frozen=True, slots=True)
class Made:
    """One effect as chosen: in the scenario language and in words."""

    text: str
    words: str


def verb_of(name: str) -> Verb:
    """The verb of a name.

    Raises:
        KeyError: If the palette does not have it.
    """
    return next(one for one in VERBS if one.name == name)


def offered(picture: views.Picture) -> tuple[Verb, ...]:
    """The verbs that have something to act on in this exercise."""
    return tuple(one for one in VERBS if not one.on or things(picture, one))


def things(picture: views.Picture, verb: Verb) -> tuple[Thing, ...]:
    """Everything that a verb can act on, in the order of the picture."""
    return _THINGS[verb.on](picture) if verb.on else ()


def _assets(picture: views.Picture) -> tuple[Thing, ...]:
    return tuple(Thing(one.name, one.title, one.state) for one in picture.assets)


def _services(picture: views.Picture) -> tuple[Thing, ...]:
    return tuple(Thing(one.name, one.title, f"{one.performance:.0%}") for one in picture.services)


def _resources(picture: views.Picture) -> tuple[Thing, ...]:
    return tuple(Thing(one.name, one.title, f"{one.present} present") for one in picture.resources)


def _stocks(picture: views.Picture) -> tuple[Thing, ...]:
    return tuple(Thing(one.name, one.title, f"{one.amount:g} {one.unit}".strip()) for one in picture.stocks)


def _suppliers(picture: views.Picture) -> tuple[Thing, ...]:
    return tuple(Thing(one.name, one.title, "up" if one.is_up else "down") for one in picture.suppliers)


def _incidents(picture: views.Picture) -> tuple[Thing, ...]:
    found = {
        one.name: Thing(one.name, one.title, f"open, severity {one.severity:.2f}")
        for one in picture.incidents
    }
    for one in picture.things:
        if one.kind == "incident":
            found.setdefault(one.name, Thing(one.name, one.title, one.state or "not open"))
    return tuple(found.values())


def _plans(picture: views.Picture) -> tuple[Thing, ...]:
    found = {one.name: Thing(one.name, one.title, one.state) for one in picture.things if one.kind == "plan"}
    for task in picture.tasks:
        name = task.name.split(".", 1)[0]
        found.setdefault(name, Thing(name, task.plan, "running"))
    return tuple(found.values())


def _flags(picture: views.Picture) -> tuple[Thing, ...]:
    return tuple(Thing(one.name, one.title, one.state) for one in picture.things if one.kind == "flag")


_THINGS: dict[str, Callable[[views.Picture], tuple[Thing, ...]]] = {
    "asset": _assets,
    "service": _services,
    "resource": _resources,
    "stock": _stocks,
    "supplier": _suppliers,
    "incident": _incidents,
    "plan": _plans,
    "flag": _flags,
}

HINTS = {
    "units": "how many units; empty for all",
    "severity": "0 to 1 or 30%; empty as the file says",
    "share": "a share: 50% or 0.5",
    "rate": "per hour: 1/h, 0.5/h",
    "change": "x0.5 for half, 20/h, or 0 for none",
    "number": "how many",
    "amount": "a number and its unit: 500 L",
    "money": "an amount of money",
}
"""What to write for each kind of amount."""


def make(verb: Verb, thing: Thing | None, amount: str, lasts: str) -> Made:
    """Return the effect of a verb on a thing.

    `lasts` is a duration (`2h`), a condition after the word until (`until up(hv_central)`), or empty.

    Raises:
        QuantityError: If an amount or a duration is none, with what would be right.
    """
    amount, lasts = amount.strip(), lasts.strip()
    _check_amount(verb, amount)
    ending, ending_words = _ending(verb, lasts)
    value = _written(verb, thing, amount)
    title = thing.title if thing is not None else ""
    said = verb.words.format(thing=title, amount=_amount_words(verb, amount))
    return Made(f"{{{verb.name}: {value}{ending}}}", said + ending_words)


def joined(effects: str, more: str) -> str:
    """Two texts of effects as one list in the scenario language; either may be empty."""
    parts = [part for part in (_inside(effects), _inside(more)) if part]
    whole = ", ".join(parts)
    return whole if len(parts) == 1 and not effects.strip().startswith("[") else f"[{whole}]" if parts else ""


def _inside(effects: str) -> str:
    text = effects.strip()
    return text[1:-1].strip() if text.startswith("[") and text.endswith("]") else text


def _written(verb: Verb, thing: Thing | None, amount: str) -> str:
    if thing is None:
        return amount
    if not verb.amount or not amount:
        return thing.name
    return f"{{{thing.name}: {amount}}}"


def _amount_words(verb: Verb, amount: str) -> str:
    if verb.amount == "units":
        return f" ({amount} of its units)" if amount else ""
    if verb.amount == "severity":
        return f" at severity {amount}" if amount else ""
    if verb.amount == "change" and amount.startswith(("x", "×")):
        return f"{amount[1:]} times the usual"
    return "none" if verb.amount == "change" and amount == "0" else amount


def _ending(verb: Verb, lasts: str) -> tuple[str, str]:
    if not lasts:
        return "", f", {verb.ends or 'until it is lifted'}" if verb.lasts else ""
    if not verb.lasts:
        message = f"{verb.name.replace('_', ' ')} happens at once and does not last"
        raise QuantityError(message, "leave the duration empty")
    if lasts.startswith("until "):
        condition = lasts.removeprefix("until ").strip()
        return f", until: {_quoted(condition)}", f", until {condition}"
    parse_duration(lasts)
    return f", for: {lasts}", f", for {lasts}"


def _quoted(condition: str) -> str:
    plain = condition.replace("\\", "").replace('"', "'")
    return f'"{plain}"'


def _check_amount(verb: Verb, amount: str) -> None:
    if verb.amount in ("", "units", "severity") and not amount:
        return
    if not amount:
        raise QuantityError("no amount is given", HINTS[verb.amount])
    _CHECKS[verb.amount](amount)


def _check_units(amount: str) -> None:
    if not amount.isdecimal() or int(amount) < 1:
        raise QuantityError(f"{amount!r} is no number of units", HINTS["units"])


def _check_change(amount: str) -> None:
    if amount.startswith("x"):
        parse_number(amount[1:])
    else:
        parse_rate(amount)


def _check_number(amount: str) -> None:
    if parse_number(amount) < 0:
        raise QuantityError(f"{amount!r} is below 0", "choose add or remove instead")


_CHECKS: dict[str, Callable[[str], object]] = {
    "units": _check_units,
    "severity": parse_share,
    "share": parse_share,
    "rate": parse_rate,
    "change": _check_change,
    "number": _check_number,
    "amount": parse_amount,
    "money": parse_number,
}
