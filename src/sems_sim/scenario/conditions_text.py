"""Condition expressions as text, parsed to a small tree; Python never evaluates them.

    expression  := ["seen_by" "(" team ")" ":" | "in_truth" ":"] expression | disjunction ["for" duration]
    disjunction := conjunction {"or" conjunction}
    conjunction := negation {"and" negation}
    negation    := "not" negation | "(" expression ")" | atom
    atom        := function ["(" name ["." part] ")"] [comparison constant]

A `for` at the end of an expression holds for all of it, up to the parenthesis that encloses it; something that
follows a `for` needs parentheses. Comparisons have one flowing quantity on the left and a constant on the right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, TypeVar

from sems_sim.errors import QuantityError
from sems_sim.units import parse_clock, parse_duration, parse_number, parse_share

Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
ConstantKind = Literal["number", "share", "duration", "clock", "level"]
Number = TypeVar("Number", int, float)
LEVELS = ("operational", "tactical", "crisis")
LONGEST_TEXT = 500
MOST_NODES = 200
DEEPEST = 50


@dataclass(frozen=True, slots=True)
class FunctionKind:
    """What a function of the condition language takes and gives.

    `kind` is the kind of entity it is about ("" for none); `part` whether `x.part` is refused, allowed or due;
    `constant` the kind of constant it is compared with, "" for a plain yes or no; `exact` allows == and !=.
    """

    name: str
    kind: str
    meaning: str
    constant: str = ""
    part: Literal["none", "optional", "required"] = "none"
    exact: bool = False


_ALL = (
    FunctionKind("up", "asset", "the asset is not down"),
    FunctionKind("down", "asset", "the asset's level is 0 or below its trip"),
    FunctionKind("level", "asset", "the asset's level, 0 to 1", "share", exact=True),
    FunctionKind("performance", "service", "delivered over demanded, now", "share"),
    FunctionKind("backlog", "service", "units waiting", "number"),
    FunctionKind("lost", "service", "units lost so far", "number"),
    FunctionKind("below_mbco", "service", "performance is below the MBCO"),
    FunctionKind("over_rto", "service", "below the MBCO for longer than the RTO"),
    FunctionKind("over_mtpd", "service", "below the MBCO for longer than the MTPD"),
    FunctionKind("free", "resource", "units neither absent nor held", "number", exact=True),
    FunctionKind("short", "resource", "a task waits for this resource"),
    FunctionKind("stock", "stock", "amount on hand", "number"),
    FunctionKind("available", "supplier", "the supplier delivers"),
    FunctionKind("active", "incident", "an occurrence is open"),
    FunctionKind("severity", "incident", "the largest severity of the open occurrences, 0 to 1", "share"),
    FunctionKind("contained", "incident", "all open occurrences are contained"),
    FunctionKind("opened", "", "how many incidents are open", "number", exact=True),
    FunctionKind("response", "", "the level of the response", "level", exact=True),
    FunctionKind("running", "plan", "an instance of the plan is under way"),
    FunctionKind("done", "plan", "the plan, or one of its tasks, is done", part="optional"),
    FunctionKind("failed", "plan", "the plan, or one of its tasks, has failed", part="optional"),
    FunctionKind("chosen", "decision", "the decision is taken, or this option of it", part="optional"),
    FunctionKind("time", "", "time since the start", "duration"),
    FunctionKind("clock", "", "time of day", "clock"),
    FunctionKind("flag", "flag", "the flag is set"),
    FunctionKind("cost", "", "money spent and lost so far", "number"),
    FunctionKind("people", "", "people affected so far", "number"),
    FunctionKind("alert", "indicator", "the indicator has alarmed"),
    FunctionKind("rumour", "", "the strength of rumour, 0 or more", "number"),
)
FUNCTIONS = {function.name: function for function in _ALL}
KEYWORDS = ("and", "or", "not", "for", "seen_by", "in_truth")


@dataclass(frozen=True, slots=True)
class Atom:
    """One test: `severity(fire) > 0.4`. Durations and clock times are milliseconds, levels their names."""

    function: str
    subject: str = ""
    part: str = ""
    comparison: Comparison | None = None
    constant: float | int | str | None = None
    constant_kind: ConstantKind | None = None
    offset: int = 0
    width: int = 1
    subject_offset: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a condition."""

    condition: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The condition has held without a break for this long."""

    condition: Node
    duration_ms: int


@dataclass(frozen=True, slots=True)
class SeenBy:
    """The condition as this team believes it."""

    team: str
    condition: Node
    offset: int = 0


@dataclass(frozen=True, slots=True)
class InTruth:
    """The condition as it is, whatever anybody believes."""

    condition: Node


Node = Atom | Not | And | Or | Held | SeenBy | InTruth


@dataclass(frozen=True, slots=True)
class ConditionText:
    """A condition: the text as written and its tree."""

    text: str
    root: Node

    def atoms(self) -> tuple[Atom, ...]:
        """Every test in it, from left to right."""
        return tuple(part for part in walk(self.root) if isinstance(part, Atom))


def walk(node: Node) -> tuple[Node, ...]:
    """The node and all below it, from left to right."""
    if isinstance(node, Atom):
        return (node,)
    below = node.conditions if isinstance(node, (And, Or)) else (node.condition,)
    return (node, *(part for child in below for part in walk(child)))


def parse_condition(text: str) -> ConditionText:
    """Read a condition. Raises QuantityError with the offset of what is wrong and the remedy."""
    if len(text) > LONGEST_TEXT:
        raise QuantityError(
            f"a condition of {len(text)} characters",
            f"at most {LONGEST_TEXT}; split it with a flag, or an indicator",
            LONGEST_TEXT,
        )
    parser = _Parser(text)
    root = parser.expression(0)
    parser.expect_end()
    return ConditionText(text, root)


def parse_quantity(text: str) -> Atom:
    """Read one flowing quantity without comparison, as `backlog(screening)`. Raises QuantityError."""
    if len(text) > LONGEST_TEXT:
        raise QuantityError("this text is too long", f"at most {LONGEST_TEXT} characters")
    parser = _Parser(text)
    atom = parser.reference()
    parser.expect_end()
    constant = FUNCTIONS[atom.function].constant
    if constant not in ("number", "share"):
        measured = [name for name, function in FUNCTIONS.items() if function.constant in ("number", "share")]
        raise QuantityError(
            f"{atom.function!r} is no measured quantity", f"one of: {', '.join(measured)}", 0, len(text)
        )
    return atom


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a condition, and where it stands."""

    kind: str
    text: str
    offset: int


_TOKEN = re.compile(
    r"\s*(?:(?P<constant>\d[\d_]*(?::\d+)*(?:\.\d+)?(?:[eE][+-]?\d+)?(?:%|[A-Za-z][A-Za-z0-9.]*)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_-]*)|(?P<sign><=|>=|==|!=|<|>|=|\(|\)|:|\.|,|&&|\|\||!|\S))"
)
_ENGLISH = {"&&": "and", "||": "or", "!": "not", "&": "and", "|": "or"}


def _tokens(text: str) -> list[Token]:
    found, position = [], 0
    while (match := _TOKEN.match(text, position)) is not None:
        kind = match.lastgroup or "sign"
        found.append(Token(kind, match[kind], match.start(kind)))
        position = match.end()
    return [*found, Token("end", "", len(text.rstrip()))]


class _Parser:
    """Recursive descent over the tokens, bounded in depth and in number of nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.position = 0
        self.nodes = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        token = self.here
        if token.kind != "end":
            self.position += 1
        return token

    def next_is(self, text: str) -> bool:
        return self.here.text == text and self.here.kind != "constant"

    def fail(self, message: str, remedy: str, token: Token | None = None) -> QuantityError:
        place = token or self.here
        return QuantityError(message, remedy, place.offset, max(1, len(place.text)))

    def expect(self, sign: str, remedy: str) -> Token:
        if not self.next_is(sign):
            found = repr(self.here.text) if self.here.text else "the end"
            raise self.fail(f"{sign!r} is due here, not {found}", remedy)
        return self.take()

    def expect_end(self) -> None:
        token = self.here
        if token.kind == "end":
            return
        if token.text == ")":
            raise self.fail("a closing parenthesis too many", "every ) needs its (")
        if token.text in _ENGLISH:
            raise self.fail(f"{token.text!r} is not used here", f"write '{_ENGLISH[token.text]}'")
        if token.text in ("and", "or", "for"):
            raise self.fail(
                f"{token.text!r} after a 'for' could be read in two ways",
                "put it in parentheses: (… for 15m) and …",
            )
        if token.text in "+-*/%":
            raise self.fail("conditions do no arithmetic", "compare one quantity with one constant")
        raise self.fail(f"{token.text!r} is not expected here", "join conditions with 'and' or 'or'")

    def expression(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise self.fail("parentheses too deep", f"at most {DEEPEST} levels")
        if self.next_is("in_truth"):
            self.take()
            self.expect(":", "write: in_truth: down(asset)")
            return InTruth(self.expression(depth + 1))
        if self.next_is("seen_by"):
            return self.seen_by(depth)
        node = self.disjunction(depth)
        if not self.next_is("for"):
            return node
        self.take()
        token = self.take()
        return Held(node, _constant_at(token, "duration", parse_duration))

    def seen_by(self, depth: int) -> Node:
        remedy = "write: seen_by(team): down(asset)"
        self.take()
        self.expect("(", remedy)
        team = self.name("the name of a team")
        self.expect(")", remedy)
        self.expect(":", remedy)
        return SeenBy(team.text, self.expression(depth + 1), team.offset)

    def disjunction(self, depth: int) -> Node:
        parts = [self.conjunction(depth)]
        while self.next_is("or"):
            self.take()
            parts.append(self.conjunction(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def conjunction(self, depth: int) -> Node:
        parts = [self.negation(depth)]
        while self.next_is("and"):
            self.take()
            parts.append(self.negation(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > DEEPEST:
            raise self.fail("this condition is too large", f"at most {MOST_NODES} parts and {DEEPEST} levels")
        if self.next_is("not"):
            self.take()
            return Not(self.negation(depth + 1))
        if self.next_is("("):
            self.take()
            inner = self.expression(depth + 1)
            self.expect(")", "close the parenthesis")
            return inner
        return self.atom()

    def name(self, what: str) -> Token:
        if self.here.kind != "name":
            found = repr(self.here.text) if self.here.text else "the end"
            raise self.fail(f"{what} is due here, not {found}", "names are small letters, digits and _")
        return self.take()

    def atom(self) -> Atom:
        reference = self.reference()
        function = FUNCTIONS[reference.function]
        comparison = self.comparison()
        end = self.tokens[self.position - 1]
        width = end.offset + len(end.text) - reference.offset
        if comparison is None:
            if function.constant:
                raise QuantityError(
                    f"{function.name!r} is a quantity, not a yes or no",
                    f"compare it with a constant: {_example(function)}",
                    reference.offset,
                    width,
                )
            return _atom(reference, width)
        return self.compared(reference, function, comparison)

    def comparison(self) -> Token | None:
        if self.here.text in ("<", "<=", ">", ">=", "==", "!="):
            return self.take()
        if self.here.text == "=":
            raise self.fail("'=' is no comparison", "write >=, <=, >, <, == or !=")
        return None

    def compared(self, reference: Atom, function: FunctionKind, comparison: Token) -> Atom:
        if not function.constant:
            raise self.fail(
                f"{function.name!r} is a yes or no, it is not compared",
                "leave the comparison out",
                comparison,
            )
        if comparison.text in ("==", "!=") and not function.exact:
            raise self.fail(
                f"{function.name!r} flows: it is never exactly equal to a constant",
                "use >=, <=, > or <",
                comparison,
            )
        token = self.take()
        value, kind = _constant(token, function)
        width = token.offset + len(token.text) - reference.offset
        return _atom(reference, width, comparison.text, value, kind)

    def reference(self) -> Atom:
        if self.here.kind == "constant":
            raise self.fail(
                "a constant stands on the left", "the quantity goes left, the constant right: backlog(x) > 60"
            )
        if self.here.text in _ENGLISH:
            raise self.fail(f"{self.here.text!r} is not used here", f"write '{_ENGLISH[self.here.text]}'")
        token = self.name("a condition")
        function = FUNCTIONS.get(token.text)
        if function is None:
            raise self.unknown(token)
        if not function.kind:
            return Atom(function.name, offset=token.offset, width=len(token.text))
        return self.subject(function, token)

    def subject(self, function: FunctionKind, token: Token) -> Atom:
        example = f"write: {_example(function)}"
        self.expect("(", example)
        subject = self.name(f"the name of {_a(function.kind)}")
        part = ""
        if self.next_is("."):
            dot = self.take()
            part = self.name("a name").text
            if function.part == "none":
                raise self.fail(f"{function.name!r} takes a name without a part", example, dot)
        end = self.expect(")", example)
        if function.part == "required" and not part:
            raise self.fail(f"{function.name!r} needs a part of {_a(function.kind)}", example, subject)
        width = end.offset + 1 - token.offset
        return Atom(function.name, subject.text, part, None, None, None, token.offset, width, subject.offset)

    def unknown(self, token: Token) -> QuantityError:
        near = get_close_matches(token.text, [*FUNCTIONS, *KEYWORDS], 1)
        remedy = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(FUNCTIONS)}"
        following = self.here.text
        if following == ":" or not (near or following == "("):
            remedy = f"write what about it, as down({token.text}) or flag({token.text})"
        return self.fail(f"{token.text!r} is nothing a condition can ask", remedy, token)


def _atom(
    reference: Atom,
    width: int,
    comparison: str | None = None,
    value: float | int | str | None = None,
    kind: ConstantKind | None = None,
) -> Atom:
    return Atom(
        reference.function,
        reference.subject,
        reference.part,
        comparison,  # type: ignore[arg-type]  # the tokenizer lets only comparisons through
        value,
        kind,
        reference.offset,
        width,
        reference.subject_offset,
    )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


_EXAMPLE_CONSTANT = {"share": "80%", "number": "60", "duration": "3h", "clock": "06:00", "level": "tactical"}


def _example(function: FunctionKind) -> str:
    part = {"none": "", "optional": "", "required": ".task"}[function.part]
    call = f"{function.name}({function.kind}{part})" if function.kind else function.name
    return f"{call} >= {_EXAMPLE_CONSTANT[function.constant]}" if function.constant else call


def _constant(token: Token, function: FunctionKind) -> tuple[float | int | str, ConstantKind]:
    if token.kind == "end" or token.text in (")", "and", "or", "for"):
        raise QuantityError(
            "a constant is due after the comparison", f"write: {_example(function)}", token.offset, 1
        )
    if token.text in ("-", "+"):
        raise QuantityError("constants have no sign", "write a number of 0 or more", token.offset, 1)
    if function.constant == "level":
        return _level(token), "level"
    if token.kind == "name":
        raise QuantityError(
            "the right side of a comparison is a constant",
            f"write: {_example(function)}",
            token.offset,
            len(token.text),
        )
    if function.constant == "duration":
        return _constant_at(token, "duration", parse_duration), "duration"
    if function.constant == "clock":
        return _constant_at(token, "clock", parse_clock), "clock"
    if token.text.endswith("%"):
        return _constant_at(token, "share", parse_share), "share"
    return _constant_at(token, "number", parse_number), "number"


def _level(token: Token) -> str:
    name = "crisis" if token.text == "strategic" else token.text
    if name not in LEVELS:
        near = get_close_matches(token.text, LEVELS, 1)
        remedy = f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(LEVELS)}"
        raise QuantityError(f"{token.text!r} is no level", remedy, token.offset, max(1, len(token.text)))
    return name


def _constant_at(token: Token, kind: str, reader: Callable[[str], Number]) -> Number:
    if token.kind == "end":
        raise QuantityError(f"a {kind} is due here", "write it as 15m or 2h", token.offset, 1)
    try:
        return reader(token.text)
    except QuantityError as error:
        raise QuantityError(error.message, error.remedy, token.offset, len(token.text)) from error
