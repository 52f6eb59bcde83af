import json

import pytest

from pincite.errors import VerificationError
from pincite.exhibits.verify import verify_bundle


@pytest.fixture
def out(desk):
    desk.bundles.new("Reply")
    desk.exhibits.add("Reply", [4])
    desk.exporter.export(desk.bundles.named("Reply"), desk.folder / "out")
    return desk.folder / "out"


def test_an_untouched_folder_is_proven(out):
    verified = verify_bundle(out)
    assert verified.is_ok
    assert verified.checked == 6


def test_one_changed_byte_is_found(out):
    path = out / "filing" / "Bundle.pdf"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert verify_bundle(out).problems == ("filing/Bundle.pdf is not as it was exported",)


def test_missing_and_added_files_are_found(out):
    (out / "papers" / "index.csv").unlink()
    (out / "filing" / "extra.pdf").write_bytes(b"x")
    assert verify_bundle(out).problems == (
        "papers/index.csv is missing",
        "filing/extra.pdf was not exported",
    )


def test_a_manifest_that_was_made_to_fit_is_found(out):
    path = out / "papers" / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["exhibits"][0]["title"] = "Something else"
    path.write_text(json.dumps(manifest))
    assert verify_bundle(out).problems == ("papers/manifest.json is not as it was written",)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"format": 1}', b'{"format": 1, "files": [1]}'])
def test_a_folder_without_a_readable_manifest_is_an_error(out, content):
    (out / "papers" / "manifest.json").write_bytes(content)
    with pytest.raises(VerificationError, match="cannot be checked"):
        verify_bundle(out)
