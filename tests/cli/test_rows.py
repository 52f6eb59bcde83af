from pincite.cli.rows import utc_offset


def test_offsets_are_written_as_iso_8601():
    assert [utc_offset(minutes) for minutes in (None, 0, -240, 330, -30)] == [
        None,
        "+00:00",
        "-04:00",
        "+05:30",
        "-00:30",
    ]
