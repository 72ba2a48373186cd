"""Who goes through which door: faces between packages, files within, the root never."""

import ast

from tests.house.tree import ROOFS, Module, imports, modules, told

FACE_LINES = 40


def _bound(face: Module) -> set[str]:
    """Name what a face hands on."""
    return {
        alias.asname or alias.name
        for node in face.tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _faces() -> dict[str, Module]:
    return {module.name: module for module in modules() if module.is_face}


def _is_handing_on(node: ast.stmt) -> bool:
    """Tell whether a statement of a face hands on something and defines nothing."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return all(
            isinstance(target, ast.Name) and target.id in {"__all__", "__version__"}
            for target in node.targets
        )
    return False


def test_a_face_is_short() -> None:
    """An `__init__.py` has fewer than 40 lines."""
    found = [face.place for face in _faces().values() if len(face.text.splitlines()) >= FACE_LINES]

    assert [] == found, told(found)


def test_a_face_defines_nothing() -> None:
    """An `__init__.py` imports names and lists them, and does nothing else."""
    found = [
        f"{face.place}:{node.lineno}"
        for face in _faces().values()
        for node in face.tree.body
        if not _is_handing_on(node)
    ]

    assert [] == found, told(found)


def test_the_root_hands_on_nothing_but_its_version() -> None:
    """`sems_sim` and `sems_tui` import nothing, so that importing a room costs only that room."""
    found = {roof: _bound(_faces()[roof]) for roof in ROOFS if _bound(_faces()[roof])}

    assert {} == found, told(found)


def test_nobody_imports_the_root() -> None:
    """No module asks the root package for anything but a room of the house."""
    rooms = {module.name for module in modules()}
    found = [
        f"{module.place}:{line}"
        for module in modules()
        for line, source, name in imports(module)
        if source in ROOFS and f"{source}.{name}" not in rooms
    ]

    assert [] == found, told(found)


def _is_through_the_wall(module: Module, source: str, name: str) -> bool:
    """Tell whether an import passes a package's face by; only the root's own doors may name a file."""
    parts = source.split(".")
    face = _faces().get(".".join(parts[:2]))
    if parts[0] not in ROOFS or len(parts) < 2 or face is None:
        return False
    at_home = module.name.split(".")[0] == parts[0] and module.package == parts[1]
    if at_home or module.name == "sems_sim.__main__":
        return False
    return len(parts) > 2 or name not in _bound(face)


def test_packages_meet_at_their_faces() -> None:
    """Across packages an import names the face and something it hands on, never a file behind it."""
    found = [
        f"{module.place}:{line}: {source} {name}"
        for module in modules()
        for line, source, name in imports(module)
        if _is_through_the_wall(module, source, name)
    ]

    assert [] == found, told(found)


def test_inside_a_package_an_import_names_the_file() -> None:
    """No module goes out of its package and back in by the face."""
    rooms = {module.name for module in modules()}
    found = [
        f"{module.place}:{line}"
        for module in modules()
        if module.package and not module.is_face
        for line, source, name in imports(module)
        if source == f"{module.name.split('.')[0]}.{module.package}" and f"{source}.{name}" not in rooms
    ]

    assert [] == found, told(found)


def test_only_doors_print() -> None:
    """No module outside the command line calls `print`: what a room has to say it returns."""
    found = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        if module.package != "cli"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]

    assert [] == found, told(found)
