"""Proves that a bundle folder is as it was exported."""

import json
from pathlib import Path
from typing import Any

from pincite.domain.verification import Verification
from pincite.errors import VerificationError
from pincite.exhibits.manifest import FORMAT, MANIFEST, file_sha256, listed_files, seal


def verify_bundle(folder: Path) -> Verification:
    """Check every file of a bundle folder against its manifest, and that there is no other.

    Raises:
        VerificationError: The folder has no manifest that can be read.
    """
    manifest = _manifest(folder)
    problems: list[str] = []
    if seal(manifest) != manifest.get("seal"):
        problems.append(f"{MANIFEST} is not as it was written")
    expected = {file["path"]: file["sha256"] for file in manifest["files"]}
    present = set(listed_files(folder))
    for path, sha256 in sorted(expected.items()):
        if path not in present:
            problems.append(f"{path} is missing")
        elif file_sha256(folder / path) != sha256:
            problems.append(f"{path} is not as it was exported")
    problems += [f"{path} was not exported" for path in sorted(present - set(expected))]
    return Verification(len(expected) + 1, tuple(problems))


def is_bundle_folder(folder: Path) -> bool:
    """Whether a folder is one that an export made."""
    return (folder / MANIFEST).is_file()


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["format"] > FORMAT:
            raise VerificationError(
                f"{folder.name} was exported by a newer Pincite.",
                remedy="Check it with the newer version.",
            )
        files = [(file["path"], file["sha256"]) for file in manifest["files"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise VerificationError(
            f"{folder.name} cannot be checked.",
            f"Its manifest cannot be read: {error}.",
            "Export the bundle again.",
        ) from error
    if not all(isinstance(part, str) for file in files for part in file):
        raise VerificationError(f"{folder.name} cannot be checked.", "Its manifest is damaged.")
    return dict(manifest)
