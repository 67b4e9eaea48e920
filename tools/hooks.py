"""What MkDocs calls while it builds the site: generated pages are added, commands run, passages put in place.

In: the pages under docs/. Out: the same pages, filled. All work is done in ``handbook``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from handbook import api, commands, crosswalks, lexicons, notebook, passages, records, sessions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

REFERENCE = {
    "commands": commands.page,
    "records": records.page,
    "python": api.page,
    "data-files": lexicons.page,
    "crosswalks": crosswalks.page,
}
"""Pages under reference/, by what makes them."""

_run = lru_cache(maxsize=32)(sessions.filled)
_executed = lru_cache(maxsize=4)(notebook.page)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Adds the pages made from the code, and a page for every notebook."""
    for name, make in REFERENCE.items():
        files.append(File.generated(config, f"reference/{name}.md", content=make()))
    for path in sorted(Path(config.docs_dir).glob("notebooks/*.ipynb")):
        made = _executed(path)
        folder = path.parent.relative_to(config.docs_dir).as_posix()
        files.append(File.generated(config, f"{folder}/{path.stem}.md", content=made.markdown))
        for name, content in made.pictures.items():
            files.append(File.generated(config, f"{folder}/{name}", content=content))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Runs the commands of a page whose head says ``run``, and puts in the passages that it asks for."""
    try:
        if "run" in page.meta:
            markdown = _run(markdown, tuple(page.meta["run"]))
        return passages.filled(markdown, Path(config.docs_dir))
    except (sessions.SessionError, passages.PassageError) as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error
