"""The directive ``release-notes-of-history``: reno's notes, where their history is there.

reno finds a note's release from the repository's tags. In a source distribution or a shallow clone
it fails, which is no reason to have no documentation there.
"""

import subprocess
from pathlib import Path

from docutils import nodes
from reno.sphinxext import ReleaseNotesDirective
from sphinx.application import Sphinx

TOP = Path(__file__).parents[2]


def has_history() -> bool:
    """Tell whether this is a repository with all of its history."""
    command = ["git", "rev-parse", "--is-shallow-repository"]
    try:
        answer = subprocess.run(  # noqa: S603 - nothing in it comes from outside
            command, cwd=TOP, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return False
    return answer.stdout.strip() == "false"


class ReleaseNotes(ReleaseNotesDirective):  # type: ignore[misc]
    """reno's directive, or a line that says where the notes are."""

    def run(self) -> list[nodes.Node]:
        """Ask reno, if it can know."""
        if has_history():
            found: list[nodes.Node] = super().run()
            return found
        text = "Built without the repository's history: see releasenotes/notes in the source."
        return [nodes.paragraph(text, text)]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("release-notes-of-history", ReleaseNotes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
