"""The reference page of the format, written from the schema so it cannot go stale."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sems_sim.scenario.conditions_text import FUNCTIONS, KEYWORDS, LONGEST_TEXT, FunctionKind
from sems_sim.scenario.quantities import LAW_SHAPES
from sems_sim.scenario.schema import values
from sems_sim.scenario.schema.effects import HELD_VERBS, VERBS, Effect
from sems_sim.scenario.schema.scenario import ScenarioSections

_INTRODUCTION = """# The scenario file

This page is written from the schema by `sems-sim schema --reference`; change the schema, not the page.

A scenario is one YAML file, read by the core rules of YAML 1.2: `off`, `on`, `yes`, `no` and `12:30` are text; only
`true` and `false`, numbers and null are typed. Numbers may have underscores between digits: `150_000_000`.
Duplicate and unknown keys, tags, files above 4 MiB, more than 100 levels, and aliases that expand beyond 200,000
values are refused. Keys that begin with `x-` are yours: they are kept and ignored. `sems-sim check FILE` lists every
fault with its place and remedy; `sems-sim schema` prints the JSON Schema that lets an editor complete every key.

Names are small letters, digits and `_`, begin with a letter, and are unique across all kinds of entity. Ids of
injects and objectives may have capitals. Where a list is due, one entry may stand alone.

`include: [organisations/hub-airport.yaml]` merges the sections of other files. Paths are read from the folder of the
file that includes and stay inside the scenario's folder. Lists (links, tags, sources, extensions, injects) are
joined. The same name twice is a fault, unless the later one has `override: true`: then its keys replace those of the
included one, and the rest stays. What the file itself says of title, clock and the like stands over what it includes.

Required are `sems_sim`, `id`, `title`, `clock` and something that can go wrong: an incident, a service, a stock, a
plan, an asset that fails or is off, a supplier that fails, an inject with an effect. A file without assets and
suppliers needs no more than an inject: it is a list of events for people to play, and nothing in it is computed.
"""

_QUANTITIES = """## Quantities

| kind | written | inside |
| --- | --- | --- |
| duration | `90s` `30m` `4h` `2h30m` `3d` `2w`, or `0` | milliseconds |
| rate | `34/h` `120 L/h` `0.02/year`, or `0` | number per hour |
| share | `97%` or `0.97` | 0 to 1 |
| amount | `9000` or `9000 L`; all uses of a stock count in one word | number |
| profile | a value, or `{"06:00": 36/h, "22:00": 0/h}` repeating daily, or offsets `{+0h: 36/h, +2h: 10/h}` | steps |
| change | `x0.3` multiplies, `20/h` or `0` replaces | factor or rate |
| start | `2025-03-20T23:49:00+00:00`; without a zone, UTC | |

A rate is per s, min, h, day, week, month (730 h) or year (8,760 h). A number without its unit is a fault where a
duration or a rate is due. In a daily profile the last value lasts past midnight until the first; a profile of offsets
begins with `+0h`.
"""

_LAWS = """## Distributions

A distribution has no commas, so that it survives inside `{ }`. It may stand where a key below says so. Values are in
the unit of the key: durations, rates, numbers or shares.

| written |
| --- |
"""

_CONDITIONS = """## Conditions

Conditions read like English: `and`, `or`, `not`, parentheses, comparisons, and `… for 15m` (held without a break).
A comparison has one quantity on the left and a constant on the right; there is no arithmetic. A `for` at the end
holds for everything to its left, up to the parenthesis around it: in `a and b for 4h` both must hold for four hours.
What follows a `for` needs parentheses: `(a for 15m) and b`. `seen_by(team): …` asks what a team believes, `in_truth: …`
what is so; a condition with a colon and a space needs quotes in YAML. At most {longest} characters.

| condition | about | compared with |
| --- | --- | --- |
{functions}

Words of the language, no names: {keywords}.
"""

_EFFECTS = """## Effects

`do:` is a list of mappings with one verb each, done in the order written. Those that last ({held}) may carry
`for: 2h`, `until: <condition>` or, in a task, `while: running`; then they are undone. `fail` may carry `for`, and
means failure and repair. The others happen at once.

| verb | does |
| --- | --- |
{verbs}
"""


def write_reference() -> str:
    """The page `docs/reference/scenario.md` as Markdown."""
    parts = [_INTRODUCTION, _QUANTITIES, _laws(), _conditions(), _effects(), "## Keys\n"]
    parts += [_section(model) for model in _models() if model is not Effect]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _laws() -> str:
    rows = [f"| `{usage}` |" for usage in sorted(set(LAW_SHAPES.values()))]
    return _LAWS + "\n".join(rows)


def _conditions() -> str:
    rows = "\n".join(_function_row(function) for function in FUNCTIONS.values())
    keywords = ", ".join(f"`{word}`" for word in KEYWORDS)
    return _CONDITIONS.format(longest=LONGEST_TEXT, functions=rows, keywords=keywords)


def _function_row(function: FunctionKind) -> str:
    part = {"none": "", "optional": "[.part]", "required": ".part"}[function.part]
    call = f"{function.name}({function.kind}{part})" if function.kind else function.name
    signs = "any comparison" if function.exact else "`<` `<=` `>` `>=`"
    compared = f"a {function.constant}, by {signs}" if function.constant else "nothing"
    return f"| `{call}` | {function.meaning} | {compared} |"


def _effects() -> str:
    fields = {field.alias or name: field for name, field in Effect.model_fields.items()}
    rows = "\n".join(f"| `{verb}` | {fields[verb].description} |" for verb in VERBS)
    return _EFFECTS.format(held=", ".join(f"`{verb}`" for verb in VERBS if verb in HELD_VERBS), verbs=rows)


def _models() -> list[type[BaseModel]]:
    """Every model, the scenario first, in the order in which keys lead to them."""
    found: list[type[BaseModel]] = [ScenarioSections]
    for model in found:
        for field in model.model_fields.values():
            found += [inner for inner in _models_in(field.annotation) if inner not in found]
    return found


def _models_in(kind: Any) -> list[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for inner in typing.get_args(kind) for model in _models_in(inner)]


def _section(model: type[BaseModel]) -> str:
    rows = []
    for name, field in model.model_fields.items():
        due = " (required)" if field.is_required() else ""
        rows.append(
            f"| `{field.alias or name}`{due} | {_kind(field)} | {_escaped(field.description or '')} |"
        )
    head = f"### {_title(model)}\n\n{(model.__doc__ or '').strip()}\n\n| key | value | meaning |\n| --- | --- | --- |\n"
    return head + "\n".join(rows)


def _title(model: type[BaseModel]) -> str:
    if model is ScenarioSections:
        return "The whole file"
    return (
        "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__)
        .strip()
        .capitalize()
    )


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def _kind(field: FieldInfo) -> str:
    """What a key takes, in words."""
    for marker in field.metadata:
        if id(marker) in _WORDS:
            return _WORDS[id(marker)]
    return _words(field.annotation)


def _words(kind: Any) -> str:
    arguments = [inner for inner in typing.get_args(kind) if inner is not type(None)]
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        named = [_WORDS[id(marker)] for marker in arguments[1:] if id(marker) in _WORDS]
        return named[0] if named else _words(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_words(inner) for inner in arguments)
    if origin is dict:
        return f"names, each with {_words(arguments[1])}"
    if origin is tuple:
        return f"list of {_words(arguments[0])}"
    if origin is typing.Literal:
        return " ".join(f"`{word}`" for word in arguments)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{_title(kind).lower()}](#{_title(kind).lower().replace(' ', '-')})"
    return "anything"


def _marked(**kinds: Any) -> dict[int, str]:
    """The words for each value type, by the marker that its annotation carries."""
    return {id(marker): words for kind, words in kinds.values() for marker in typing.get_args(kind)[1:]}


_WORDS = _marked(
    text=(values.Text, "text"),
    name=(values.Name, "name"),
    identifier=(values.Identifier, "id"),
    slug=(values.Slug, "short name"),
    level=(values.LevelName, "level"),
    flag=(values.Flag, "true or false"),
    number=(values.Number, "number"),
    positive=(values.Positive, "number from 0"),
    count=(values.Count, "whole number"),
    duration=(values.Duration, "duration"),
    rate=(values.RateValue, "rate"),
    share=(values.Share, "share"),
    amount=(values.AmountValue, "amount"),
    change=(values.ChangeValue, "change"),
    duration_law=(values.DurationLaw, "duration or distribution"),
    rate_law=(values.RateLaw, "rate or distribution"),
    number_law=(values.NumberLaw, "number or distribution"),
    share_law=(values.ShareLaw, "share or distribution"),
    rate_profile=(values.RateProfile, "rate or profile"),
    number_profile=(values.NumberProfile, "number or profile"),
    condition=(values.Condition, "condition"),
    measured=(values.Measured, "quantity"),
    target=(values.TargetValue, "target"),
    maturity=(values.MaturityLevel, "0 to 4"),
    start=(values.StartTime, "date and time"),
    names=(values.Names, "name or list of names"),
    texts=(values.Texts, "text or list of text"),
    identifiers=(values.Identifiers, "id or list of ids"),
    links=(values.LinkNames, "name or list of names"),
)
