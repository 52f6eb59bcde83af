"""Commands about a matter as a whole: new, verify, backup, restore, open."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from pincite.cli.matter_option import matter_argument, reading, writing_if_free
from pincite.cli.output import counted, json_option, print_json, print_text, say, size_of
from pincite.cli.progress import progress
from pincite.errors import PinciteError

_SAMPLE = "sample"

ShowWindow = Callable[[Sequence[str]], int]


@click.command()
@matter_argument
@click.option("--name", help="What the matter is called; the folder's name otherwise.")
@click.option("--prefix", default="REV", show_default=True, help="Of its control numbers.")
@click.option(
    "--page-size",
    type=click.Choice(["letter", "a4"]),
    default="letter",
    show_default=True,
    help="Paper for messages.",
)
@json_option
def new(path: Path, name: str | None, prefix: str, page_size: str, as_json: bool) -> None:
    """Make a matter: a folder Name.pincite."""
    from pincite.matter import Matter

    with Matter.new(path, name, prefix, page_size) as matter:
        for notice in matter.notices:
            say(notice)
        if as_json:
            print_json({"matter": str(matter.folder), "name": matter.name})
        else:
            print_text(f"Made the matter “{matter.name}” in {matter.folder}.")


@click.command()
@click.argument("path", metavar="MATTER|OUT", type=click.Path(path_type=Path))
@json_option
def verify(path: Path, as_json: bool) -> int:
    """Prove that nothing changed in a matter, or in an exported bundle."""
    from pincite.exhibits.verify import is_bundle_folder, verify_bundle

    if is_bundle_folder(path):
        verification = verify_bundle(path)
    else:
        with reading(path) as matter, progress() as control:
            verification = matter.verify(control)
    checked, problems = verification.checked, verification.problems
    if as_json:
        print_json({"ok": not problems, "checked": checked, "problems": list(problems)})
    else:
        for problem in problems:
            print_text(problem)
        outcome = counted(len(problems), "problem") if problems else "Nothing changed"
        print_text(f"{outcome}. {counted(checked, 'thing')} checked.")
    return 1 if problems else 0


@click.command()
@matter_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--with-sources", is_flag=True, help="Put the sources in as well.")
@json_option
def backup(path: Path, out: Path, with_sources: bool, as_json: bool) -> None:
    """Write a matter into one archive OUT.zip, and read it back."""
    with writing_if_free(path) as matter, progress() as control:
        written = matter.backup(out, control, with_sources=with_sources)
    if as_json:
        print_json({"archive": str(written.path), "files": written.files, "bytes": written.bytes})
    else:
        files, size = counted(written.files, "file"), size_of(written.bytes)
        print_text(f"Backed up {files} ({size}) to {written.path}.")


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@matter_argument
@json_option
def restore(archive: Path, path: Path, as_json: bool) -> None:
    """Make a matter from an archive that `backup` wrote."""
    from pincite.matter import Matter

    with progress() as control, Matter.restore(archive, path, control) as matter:
        if as_json:
            print_json({"matter": str(matter.folder), "name": matter.name})
        else:
            print_text(f"Restored the matter “{matter.name}” in {matter.folder}.")


@click.command("open")
@matter_argument
@click.pass_obj
def open_window(show_window: ShowWindow | None, path: Path) -> int:
    """Open a matter in the window; `sample` opens the sample release."""
    from pincite.matter import Matter

    if show_window is None:
        raise PinciteError("There is no window here.", "Only its command line was started.")
    if str(path) == _SAMPLE:
        with progress() as control:
            control.step(0, None, "Opening the sample release")
            path = Matter.open_sample_folder(control)
    else:
        # What cannot be opened is said here, in the terminal, and not in a window.
        Matter.open(path).close()
    return show_window([str(path)])
