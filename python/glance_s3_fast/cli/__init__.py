"""The program `glance-s3-fast`. Its commands need the extra `demo`; the driver itself does not."""

import sys

EXTRA = frozenset({"click", "rich"})


def main() -> None:
    """Run the program; exit with a message when what its commands need is not installed."""
    try:
        from glance_s3_fast.cli.app import app  # noqa: PLC0415 - click may not be there
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRA:
            raise
        sys.exit(
            f"glance-s3-fast: {error.name} is not installed. The store driver works without it; "
            "for this program: pip install 'glance-s3-fast[demo]'"
        )
    app(prog_name="glance-s3-fast")
