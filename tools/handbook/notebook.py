"""A notebook, executed and turned into a page.

In: an .ipynb without outputs. Out: Markdown with the outputs of this version, and the pictures that belong to it. It never
writes the notebook back.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.markdown import fence

PATIENCE = 300
"""Seconds a cell may take: the first one that codes may have to build the gazetteer's index."""
PICTURES = {"image/svg+xml": "svg", "image/png": "png"}


@dataclass(frozen=True)
class Page:
    """A page's Markdown, and its pictures by file name."""

    markdown: str
    pictures: dict[str, bytes]


def execute(path: Path) -> Any:
    """The notebook with its outputs. Raises nbclient's CellExecutionError where a cell fails."""
    import nbformat  # noqa: PLC0415 - only with the extra "docs"
    from nbclient import NotebookClient  # noqa: PLC0415

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=PATIENCE,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        # The kernel says at every start that whoever is on this machine may listen; it runs examples.
        extra_arguments=["--log-level=ERROR"],
    )
    client.execute()
    return notebook


def page(path: Path) -> Page:
    """The page of a notebook, executed."""
    pictures: dict[str, bytes] = {}
    parts = []
    for number, cell in enumerate(execute(path).cells):
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        elif cell.cell_type == "code":
            parts += [fence(cell.source, "python"), *_outputs(cell.outputs, f"{path.stem}-{number}", pictures)]
    return Page("\n\n".join(parts) + "\n", pictures)


def _outputs(outputs: list[Any], name: str, pictures: dict[str, bytes]) -> Iterator[str]:
    for count, output in enumerate(outputs):
        data = output.get("data", {})
        kind = next((kind for kind in PICTURES if kind in data), None)
        if kind:
            file = f"{name}-{count}.{PICTURES[kind]}"
            pictures[file] = data[kind].encode() if kind.endswith("xml") else base64.b64decode(data[kind])
            yield f"![What the code above draws]({file})"
        else:
            yield fence(data.get("text/plain") or output.get("text", ""))
