"""What the documentation says of the code, taken from the code when it is built.

Directives: ``part-plan``, ``declared-sizes``, ``engine-errors``, ``dependencies``. Roles:
``{opt}`name` `` links an option, ``{default}`name` `` gives its default. All of them fail the
build when what they name is not there, or when something that is there has no words.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from oslo_config.sphinxext import ConfigOptXRefRole
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from glance_s3_fast import errors, options
from glance_s3_fast.engines import plan

TOP = Path(__file__).parents[2]
KIB = 1024
NAME = re.compile(r"[\w.-]+(\[[\w-]+\])?")  # of a requirement, with its extra
OPTIONS = {option.name: option for option in options.OPTIONS}
GROUP = options.list_opts()[0][0]


def binary(size_bytes: int) -> str:
    """Return a size as people read it: ``9.8 GiB``."""
    size, unit = float(size_bytes), "bytes"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if size < KIB:
            break
        size, unit = size / KIB, larger
    return f"{size:.1f}".removesuffix(".0") + f" {unit}"


def markdown_table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table as Markdown."""
    titles = list(header)
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def mib_list(argument: str) -> list[int]:
    """Read an option of a directive: sizes in MiB, as bytes."""
    return [int(word) * plan.MIB for word in argument.split()]


class PartPlan(SphinxDirective):
    """The bytes that an image of unknown size has reached by part number."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "part-size-mib": mib_list,
        "memory-limit-mib": mib_list,
    }

    def run(self) -> list[nodes.Node]:
        """Calculate with the engines' own plan."""
        cases = list(
            zip(self.options["part-size-mib"], self.options["memory-limit-mib"], strict=True)
        )
        titles = [f"{binary(base)} parts, {binary(limit)} of memory" for base, limit in cases]
        numbers = range(1, plan.MAX_PARTS + 1)
        columns = []
        for base, limit in cases:
            sizes = [plan.part_size_bytes(n, base, None, False, limit) for n in numbers]
            columns.append(list(zip(sizes, accumulate(sizes), strict=True)))
        rows = []
        for number in range(plan.PARTS_PER_DOUBLING, plan.MAX_PARTS + 1, plan.PARTS_PER_DOUBLING):
            cells = [column[number - 1] for column in columns]
            rows.append([f"{number:,}", *(f"{binary(b)} ({binary(a)})" for a, b in cells)])
        return self.parse_text_to_nodes(markdown_table(["up to part", *titles], rows))


class DeclaredSizes(SphinxDirective):
    """How images of known size are cut."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "part-size-mib": mib_list,
        "memory-limit-mib": mib_list,
        "size-mib": mib_list,
    }

    def run(self) -> list[nodes.Node]:
        """Calculate with the engines' own plan."""
        (base,), (limit,) = self.options["part-size-mib"], self.options["memory-limit-mib"]
        rows = []
        for size in self.options["size-mib"]:
            try:
                part = plan.part_size_bytes(1, base, size, False, limit)
            except plan.ImageTooLargeError:
                rows.append([binary(size), "refused", ""])
            else:
                rows.append([binary(size), binary(part), f"{-(-size // part):,}"])
        return self.parse_text_to_nodes(markdown_table(["image", "part size", "parts"], rows))


def described(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Read ``name: words`` lines; a line that begins with a blank goes on with the last."""
    text = re.sub(r"\n[ \t]+", " ", "\n".join(lines))
    for line in filter(None, text.splitlines()):
        name, _, words = line.partition(": ")
        yield name, words.strip()


class EngineErrors(SphinxDirective):
    """Every kind of error: the lines say when it comes, the rest is `errors.to_glance`'s table."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Take kinds, exceptions and advice from the code."""
        when = dict(described(self.content))
        if set(when) != set(errors.ErrorKind):
            raise self.error(f"not the kinds of ErrorKind: {set(when) ^ set(errors.ErrorKind)}")
        rows = []
        for kind in errors.ErrorKind:
            exception, advice = errors._TABLE[kind]
            known = "|".join(sorted(OPTIONS, key=len, reverse=True))
            advice = re.sub(rf"\b({known})\b", r"{opt}`\1`", advice)
            rows.append([f"`{kind}`", when[kind], f"`{exception.__name__}`", advice])
        header = ["kind", "when", "Glance gets", "what the message advises"]
        return self.parse_text_to_nodes(markdown_table(header, rows))


class Dependencies(SphinxDirective):
    """Every dependency of a section of a manifest: the lines say why each is there."""

    has_content = True
    required_arguments = 2  # the file, and the section as key.key

    def run(self) -> list[nodes.Node]:
        """Compare with the manifest."""
        manifest = TOP / self.arguments[0]
        self.env.note_dependency(str(manifest))
        section = tomllib.loads(manifest.read_text())
        for key in self.arguments[1].split("."):
            section = section[key]
        names = {NAME.match(entry)[0] for entry in section}
        why = dict(described(self.content))
        if set(why) != names:
            raise self.error(f"not what {manifest.name} has: {sorted(set(why) ^ names)}")
        text = markdown_table(
            ["dependency", "why"], ([f"`{name}`", words] for name, words in why.items())
        )
        return self.parse_text_to_nodes(text)


class OptionRole(ConfigOptXRefRole):  # type: ignore[misc]
    """A link to an option of the store, by its bare name."""

    def process_link(
        self, env: Any, refnode: nodes.Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Look the option up in the group that stands for every store."""
        if target not in OPTIONS:
            raise ValueError(f"{target} is no option of the store")
        _, anchor = super().process_link(env, refnode, True, title, f"{GROUP}.{target}")
        refnode["refdomain"], refnode["reftype"] = "oslo.config", "option"
        return target, anchor


class DefaultRole(SphinxRole):
    """The default of an option."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Look it up."""
        default = OPTIONS[self.text].default
        text = str(default).lower() if isinstance(default, bool) else str(default)
        text = text or "(empty)"
        return [nodes.literal(text, text)], []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register everything above."""
    app.add_directive("part-plan", PartPlan)
    app.add_directive("declared-sizes", DeclaredSizes)
    app.add_directive("engine-errors", EngineErrors)
    app.add_directive("dependencies", Dependencies)
    app.add_role("opt", OptionRole())
    app.add_role("default", DefaultRole())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
