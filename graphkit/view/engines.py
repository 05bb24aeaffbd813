"""What can draw the page: each engine brings a library and knows how the template is filled.

An engine is a script `templates/engine-NAME.js` and an entry here; the head of
`templates/engine-pyvis.js` says what every engine offers to the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import ViewError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEMPLATES = Path(__file__).parent / "templates"
VENDOR = Path(__file__).parent / "vendor"


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to draw.

    Attributes:
        library: Returns the libraries that its own scripts build on.
        scripts: Names of its own scripts among the templates.
        fill: Returns the page for the values and filters that the template asks for.
    """

    library: Callable[[], tuple[str, ...]]
    scripts: tuple[str, ...]
    fill: Callable[[Mapping[str, Any], Mapping[str, Callable[..., Any]]], str]


def engine(name: str) -> Engine:
    """Return an engine by its name.

    Raises:
        ViewError: There is none of this name.
    """
    try:
        return ENGINES[name]
    except KeyError:
        listed = ", ".join(ENGINES)
        raise ViewError(f"{name!r} is no engine that draws; choose one of: {listed}") from None


def read(path: Path) -> str:
    """Return the text of a file that comes with graphkit or a library.

    Raises:
        ViewError: It is missing.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as exc:
        raise ViewError(f"{path.name}: missing from the installation; reinstall graphkit") from exc


def _pyvis(values: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]]) -> str:
    try:
        from pyvis.network import Network as Drawing
    except ImportError as exc:
        raise ViewError(f"drawing needs pyvis: {exc}") from exc
    drawing = Drawing(directed=True, cdn_resources="in_line")
    # pyvis' own `from_nx` and `add_edge` look through all edges at every call
    drawing.nodes, drawing.edges = values["nodes"], values["edges"]
    drawing.heading = values["heading"]
    drawing.set_template((TEMPLATES / "page.html").as_posix())
    drawing.templateEnv.filters.update(filters)
    given = {"nodes", "edges", "heading"}  # pyvis passes these on itself
    rest = {name: value for name, value in values.items() if name not in given}
    drawing.templateEnv.globals.update(rest)
    return str(drawing.generate_html())


@cache
def _vis() -> tuple[str, ...]:
    """Return vis-network as it lies inside pyvis."""
    import pyvis

    found = sorted(Path(str(pyvis.__file__)).parent.glob("templates/lib/vis-*/vis-network.min.js"))
    if not found:
        raise ViewError("the installed pyvis carries no vis-network; install pyvis 0.3.2")
    return (read(found[-1]),)


@cache
def _sigma() -> tuple[str, ...]:
    """Return graphology and sigma.js, which come with graphkit."""
    return tuple(read(path) for path in sorted(VENDOR.glob("*.min.js")))


def _page(values: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]]) -> str:
    try:
        from jinja2 import Environment
    except ImportError as exc:
        raise ViewError(f"drawing needs jinja2: {exc}") from exc
    environment = Environment()  # noqa: S701  # the template escapes what it shows, as for pyvis
    environment.filters.update(filters)
    return environment.from_string(read(TEMPLATES / "page.html")).render(values)


ENGINES = {
    "pyvis": Engine(_vis, ("engine-pyvis",), _pyvis),
    "sigma": Engine(_sigma, ("engine-sigma-shapes", "engine-sigma-crowd", "engine-sigma"), _page),
}
