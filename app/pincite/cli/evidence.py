"""Commands that build and export bundles: bundle, exhibit, export."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite.cli.matter_option import (
    matter_argument,
    reading,
    writing,
    writing_if_free,
)
from pincite.cli.output import (
    counted,
    json_option,
    print_json,
    print_table,
    print_text,
    say,
    size_of,
)
from pincite.cli.progress import progress
from pincite.domain.numbers import bates_range
from pincite.errors import AmbiguousNumber, ExhibitError

if TYPE_CHECKING:
    from pincite.exhibits.entries import ExhibitEntry
    from pincite.matter import Matter
    from pincite.store.bundles import Bundle

bundle_option = click.option(
    "--bundle", "bundle_name", metavar="B", help="Which bundle, where there are several."
)


@click.command()
@matter_argument
@click.argument("action", type=click.Choice(["new", "list", "edit", "delete"]))
@click.argument("name", required=False)
@click.option("--numbering", type=click.Choice(["1", "A"]), help="1, 2, 3 or A, B, C.")
@click.option(
    "--caption",
    "captions",
    metavar="FIELD=TEXT",
    multiple=True,
    help="court, case_number, title, party or heading; again for several.",
)
@click.option("--rendering", type=click.Choice(["clean", "highlighted"]), help="What is filed.")
@json_option
def bundle(
    path: Path,
    action: str,
    name: str | None,
    numbering: str | None,
    captions: tuple[str, ...],
    rendering: str | None,
    as_json: bool,
) -> None:
    """Make, list, change or delete bundles."""
    if action == "list":
        with reading(path) as matter:
            _print_bundles(matter, matter.bundles.all(), as_json=as_json)
        return
    if not name:
        raise click.UsageError(f"Name the bundle: pincite bundle MATTER {action} NAME")
    with writing(path) as matter:
        if action == "delete":
            gone = matter.bundles.known(name)
            matter.bundles.delete(name)
            if as_json:
                print_json({"bundle": gone.name, "deleted": True})
            else:
                print_text(f"Deleted the bundle “{gone.name}”.")
            return
        if action == "new":
            matter.bundles.new(name)
        if numbering:
            matter.bundles.set_numbering(name, numbering)
        if captions:
            matter.bundles.set_caption(name, _caption(captions))
        if rendering:
            matter.bundles.set_rendering(name, rendering)
        _print_bundles(matter, [matter.bundles.known(name)], as_json=as_json)


@click.command()
@matter_argument
@click.argument("action", type=click.Choice(["add", "remove", "move", "edit", "list"]))
@click.argument("numbers", metavar="[DOC...]", nargs=-1)
@click.option("--tag", metavar="T", help="Add every document with this tag, by date.")
@bundle_option
@click.option("--title", help="What the index calls it.")
@click.option("--pages", metavar="1-3", help="Only these pages of the document.")
@click.option("--with-attachments/--without-attachments", default=None, help="Its attachments.")
@click.option("--to", "place", type=click.IntRange(min=1), help="The place to move or add to.")
@json_option
def exhibit(
    path: Path,
    action: str,
    numbers: tuple[str, ...],
    tag: str | None,
    bundle_name: str | None,
    title: str | None,
    pages: str | None,
    with_attachments: bool | None,
    place: int | None,
    as_json: bool,
) -> None:
    """Add, remove, move, edit or list exhibits.

    An exhibit is named by its document (REV-000131, BPS-000131) or by its label (Ex. 4).
    """
    if action == "list":
        with reading(path) as matter:
            _print_exhibits(matter, which_bundle(matter, bundle_name), as_json=as_json)
        return
    asked = _Asked(numbers, tag, title, pages, with_attachments, place)
    with writing(path) as matter:
        target = which_bundle(matter, bundle_name)
        _ACTIONS[action](matter, target, asked)
        _print_exhibits(matter, target, as_json=as_json)


@click.command()
@matter_argument
@click.argument("out", type=click.Path(path_type=Path))
@bundle_option
@click.option(
    "--rendering",
    type=click.Choice(["filed", "courtesy", "internal"]),
    default="filed",
    show_default=True,
    help="Whose copy it is: it decides the highlights.",
)
@click.option("--replace", is_flag=True, help="Put it in the place of an OUT that exists.")
@click.option(
    "--with-surviving-text",
    "with_surviving",
    is_flag=True,
    help="Leave the text under redactions in, where counsel decided that it is read.",
)
@json_option
def export(
    path: Path,
    out: Path,
    bundle_name: str | None,
    rendering: str,
    replace: bool,
    with_surviving: bool,
    as_json: bool,
) -> None:
    """Write a bundle folder: what is filed, the working papers, the manifest."""
    with writing_if_free(path) as matter, progress() as control:
        target = which_bundle(matter, bundle_name)
        written = matter.exporter.export(
            target,
            out,
            rendering=rendering,
            may_replace=replace,
            with_surviving_text=with_surviving,
            control=control,
        )
    if as_json:
        print_json(
            {
                "exhibits": written.exhibits,
                "pages": written.pages,
                "files": written.files,
                "bytes": written.bytes,
                "seconds": written.seconds,
                "warnings": list(written.warnings),
            }
        )
        return
    for warning in written.warnings:
        say(warning)
    exhibits, pages = counted(written.exhibits, "exhibit"), counted(written.pages, "page")
    print_text(
        f"Exported {exhibits} on {pages} to {out}"
        f" ({counted(written.files, 'file')}, {size_of(written.bytes)}, {written.seconds:,.1f} s)."
    )


def which_bundle(matter: "Matter", name: str | None) -> "Bundle":
    """The bundle with this name, or the only one.

    Raises:
        ExhibitError: There is none like that, or there are several and no name.
    """
    if name is not None:
        return matter.bundles.known(name)
    bundles = matter.bundles.all()
    if len(bundles) == 1:
        return bundles[0]
    if not bundles:
        raise ExhibitError(
            "The matter has no bundle yet.", "", "Make one: pincite bundle MATTER new NAME"
        )
    names = ", ".join(f"“{one.name}”" for one in bundles)
    raise ExhibitError(
        "It is not clear which bundle is meant.", f"There are {names}.", "Use --bundle."
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What `exhibit` was asked for."""

    numbers: Sequence[str]
    tag: str | None
    title: str | None
    pages: str | None
    with_attachments: bool | None
    place: int | None

    def one(self, matter: "Matter", target: "Bundle") -> int:
        """The one exhibit that is named.

        Raises:
            click.UsageError: None or several are.
        """
        if len(self.numbers) != 1:
            raise click.UsageError("Name one exhibit: title, pages and place are for one.")
        return _exhibit_id(matter, target, self.numbers[0])


def _add(matter: "Matter", target: "Bundle", asked: _Asked) -> None:
    attachments = asked.with_attachments is not False
    if bool(asked.numbers) == (asked.tag is not None):
        raise click.UsageError("Name documents, or give a --tag.")
    if asked.tag is not None:
        matter.exhibits.add_tagged(target.id, asked.tag, with_attachments=attachments)
        return
    is_detailed = asked.title is not None or asked.pages is not None
    if is_detailed and len(asked.numbers) != 1:
        raise click.UsageError("--title and --pages are for one document.")
    documents = [matter.documents.resolve(number) for number in asked.numbers]
    added = matter.exhibits.add(
        target.id,
        documents,
        place=asked.place,
        pages=asked.pages or "",
        with_attachments=attachments,
    )
    if asked.title is not None and added.id is not None:
        matter.exhibits.edit(added.id, title=asked.title)


def _edit(matter: "Matter", target: "Bundle", asked: _Asked) -> None:
    matter.exhibits.edit(
        asked.one(matter, target),
        title=asked.title,
        pages=asked.pages,
        with_attachments=asked.with_attachments,
    )


def _move(matter: "Matter", target: "Bundle", asked: _Asked) -> None:
    if asked.place is None:
        raise click.UsageError("Say where --to: a place from 1.")
    matter.exhibits.move(asked.one(matter, target), asked.place)


def _remove(matter: "Matter", target: "Bundle", asked: _Asked) -> None:
    if not asked.numbers:
        raise click.UsageError("Name the exhibits to remove.")
    matter.exhibits.remove([_exhibit_id(matter, target, number) for number in asked.numbers])


_ACTIONS = {"add": _add, "remove": _remove, "move": _move, "edit": _edit}


def _exhibit_id(matter: "Matter", target: "Bundle", number: str) -> int:
    """The exhibit of a bundle that a label or a document's number names."""
    wanted = number.casefold().removeprefix("ex.").strip()
    exhibits = matter.bundles.exhibits(target)
    for one in exhibits:
        if one.number.casefold() == wanted:
            return one.id
    document = matter.documents.resolve(number)
    primary = matter.documents.get(document).copy_of or document
    found = [one for one in exhibits if one.document_id == primary]
    if len(found) == 1:
        return found[0].id
    if found:
        raise AmbiguousNumber(
            f"{matter.documents.control(document)} is {len(found)} exhibits.",
            f"They are {', '.join(one.label for one in found)}.",
            "Write the label of the one you mean.",
        )
    raise ExhibitError(
        f"{matter.documents.control(document)} is not an exhibit of “{target.name}”.",
        "",
        "List them: pincite exhibit MATTER list",
    )


def _caption(captions: Sequence[str]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for caption in captions:
        name, separator, text = caption.partition("=")
        if not separator:
            raise click.UsageError(f"“{caption}” is not FIELD=TEXT, such as court=District Court.")
        fields[name.strip()] = text.replace("\\n", "\n")
    return fields


def _print_bundles(matter: "Matter", bundles: Sequence["Bundle"], *, as_json: bool) -> None:
    rows = [
        {
            "bundle": one.name,
            "numbering": one.numbering,
            "rendering": one.rendering,
            "caption": one.caption.values(),
            "exhibits": len(matter.bundles.exhibits(one)),
        }
        for one in bundles
    ]
    if as_json:
        for row in rows:
            print_json(row)
        return
    if not rows:
        print_text("The matter has no bundle yet.")
        return
    cells = [
        (str(row["bundle"]), str(row["numbering"]), str(row["rendering"]), f"{row['exhibits']:,}")
        for row in rows
    ]
    print_table(("Bundle", "Numbering", "Filed", "Exhibits"), cells, numbers=[3], flexible=0)


def _print_exhibits(matter: "Matter", target: "Bundle", *, as_json: bool) -> None:
    entries = matter.exhibits.entries(target.id)
    if as_json:
        for entry in entries:
            print_json(_exhibit_row(entry))
        return
    if not entries:
        print_text(f"“{target.name}” is empty.")
        return
    cells = [
        (
            entry.label,
            entry.control,
            f"{entry.page_count:,}" if entry.page_count is not None else "",
            _bates(entry) or "",
            f"{entry.title}\n{entry.problem}".strip(),
        )
        for entry in entries
    ]
    print_table(("Exhibit", "Document", "Pages", "Bates", "Title"), cells, numbers=[2], flexible=4)


def _exhibit_row(entry: "ExhibitEntry") -> dict[str, Any]:
    return {
        "exhibit": entry.label,
        "document": entry.control,
        "title": entry.title,
        "pages": entry.page_count,
        "page_range": entry.pages or None,
        "bates": _bates(entry),
        "problem": entry.problem or None,
    }


def _bates(entry: "ExhibitEntry") -> str | None:
    return bates_range(entry.bates_begin, entry.bates_end) if entry.bates_begin else None
