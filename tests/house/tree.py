"""The house as its tests see it: files, modules, and what each says in its source."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOFS = {"sems_sim": ROOT / "src" / "sems_sim", "sems_tui": ROOT / "tui" / "sems_tui"}
NOT_OURS = {"build", "dist", "site", "node_modules", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: where it is, what it is called, what it says."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def is_face(self) -> bool:
        """Whether this is the `__init__.py` of a package."""
        return self.path.name == "__init__.py"

    @property
    def package(self) -> str:
        """The package under the roof: `sems_sim.laws.chance` lives in `laws`, the root's files in none."""
        parts = self.name.split(".")
        nested = len(parts) > 2 or (self.is_face and len(parts) == 2)
        return parts[1] if nested else ""

    @property
    def place(self) -> str:
        """The path as people write it, from the project's folder."""
        return self.path.relative_to(ROOT).as_posix()


def _read(path: Path, name: str) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path, name, text, ast.parse(text, str(path)))


@cache
def modules() -> tuple[Module, ...]:
    """Every module under both roofs, in order of name."""
    found = []
    for roof, folder in ROOFS.items():
        for path in sorted(folder.rglob("*.py")):
            steps = path.relative_to(folder).with_suffix("").parts
            steps = steps[:-1] if steps[-1] == "__init__" else steps
            found.append(_read(path, ".".join((roof, *steps))))
    return tuple(found)


@cache
def suites() -> tuple[Module, ...]:
    """Every Python file under `tests`, in order of path."""
    paths = sorted((ROOT / "tests").rglob("*.py"))
    return tuple(_read(path, ".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in paths)


@cache
def packages() -> frozenset[str]:
    """The packages of `sems_sim` that stand today."""
    return frozenset(module.package for module in modules() if module.name.startswith("sems_sim.")) - {""}


def files() -> Iterator[Path]:
    """Every file that is ours to publish: no hidden folder, nothing built, no result of a run."""
    for path in sorted(ROOT.iterdir()):
        if path.is_file():
            yield path
        elif path.name not in NOT_OURS and (path.name == ".ci" or not path.name.startswith((".", "results"))):
            yield from (
                found for found in sorted(path.rglob("*")) if found.is_file() and not _is_built(found)
            )
    yield from sorted((ROOT / "results").glob("README.md"))
    yield from sorted(found for found in (ROOT / "results" / "published").rglob("*") if found.is_file())


def _is_built(path: Path) -> bool:
    return any(part in NOT_OURS or part.endswith(".egg-info") for part in path.relative_to(ROOT).parts)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module, nested ones too."""
    return (
        node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def imports(module: Module) -> Iterator[tuple[int, str, str]]:
    """Every import as (line, module, name), with an empty name for a plain `import module`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, node.module, alias.name) for alias in node.names)


def told(found: Iterable[object] | Mapping[str, object]) -> str:
    """Say in full what was found, one line each: pytest would cut it short."""
    rows = (
        [f"{key}: {value}" for key, value in found.items()] if isinstance(found, Mapping) else map(str, found)
    )
    return "\n" + "\n".join(rows)
