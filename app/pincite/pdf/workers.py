"""Warm worker processes for pages: MuPDF is not thread-safe, and a bad file can bring it down."""

from pincite.jobs.pool import WorkerPool


def page_workers(workers: int | None = None) -> WorkerPool:
    """A pool whose processes have MuPDF and its typefaces loaded before they get a task."""
    return WorkerPool(workers, initializer=warm)


def warm() -> None:
    """Load what every page needs, and keep MuPDF from writing to the terminal."""
    # Loaded here, not above: who starts the workers need not wait for MuPDF.
    import pymupdf

    from pincite.domain.blocks import Style
    from pincite.pdf.faces import face_for
    from pincite.pdf.read import open_pdf  # noqa: F401 - before the first page is asked for

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    for style in (Style.PLAIN, Style.BOLD, Style.ITALIC, Style.MONOSPACE):
        face_for(style).glyph("a")
