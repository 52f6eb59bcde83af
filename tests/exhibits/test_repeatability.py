"""The same matter exports to the same bytes, from whatever process and machine settings."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

MESSAGE = """\
From: Dana Whitlock <dana@vendor.example>
To: Ruth Okafor <ruth@harbor.example>
Subject: Pilot terms =?utf-8?q?=E2=80=93?= next steps
Date: Thu, 2 Nov 2017 16:18:00 -0400
Message-ID: <1@vendor.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>We can extend the <b>pilot</b> at no cost.</p><table><tr><td>1</td><td>2</td></tr></table>
"""


def run(folder: Path, *arguments: str, **environment: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "pincite", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        timeout=120,
    )


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_processes_write_the_same_bytes(tmp_path):
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "1.eml").write_text(MESSAGE)
    run(tmp_path, "new", "case")
    run(tmp_path, "add", "case", "release")
    quote = ("--quote", "extend the pilot", "--tag", "Sales pressure", "--note", "Why?")
    run(tmp_path, "passage", "case", "REV-000001", *quote)
    run(tmp_path, "bundle", "case", "new", "Reply")
    run(tmp_path, "exhibit", "case", "add", "REV-000001")
    courtesy = ("--rendering", "courtesy")
    run(tmp_path, "export", "case", "one", *courtesy, PYTHONHASHSEED="1", TZ="UTC")
    run(tmp_path, "export", "case", "two", *courtesy, PYTHONHASHSEED="2", TZ="Asia/Tokyo")
    assert len(hashes(tmp_path / "one")) == 6
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
