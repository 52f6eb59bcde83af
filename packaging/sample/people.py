"""Everyone who writes in the sample release; all invented."""

from typing import NamedTuple


class Person(NamedTuple):
    """A correspondent: display name, address and the lines under a formal signature."""

    name: str
    address: str
    signature: tuple[str, ...] = ()


AGENCY = "portsec.example"
VENDOR = "northlight.example"

PEOPLE: dict[str, Person] = {
    "okafor": Person("R. Okafor", f"r.okafor@{AGENCY}", ("Screening", "Bay Port Security")),
    "marsh": Person("Lena Marsh", f"l.marsh@{AGENCY}", ("Analyst, Screening",)),
    "brandt": Person("Tobias Brandt", f"t.brandt@{AGENCY}"),
    "castellane": Person("Helen Castellane", f"h.castellane@{AGENCY}"),
    "feld": Person("Marcus Feld", f"m.feld@{AGENCY}"),
    "stroud": Person("Gwen Stroud", f"g.stroud@{AGENCY}"),
    "hendry": Person("Paul Hendry", f"p.hendry@{AGENCY}", ("Budget Office",)),
    "ruiz": Person("Carla Ruiz", f"c.ruiz@{AGENCY}", ("Front Office",)),
    "anselm": Person("Dmitri Anselm", f"d.anselm@{AGENCY}"),
    "vaz": Person("Inês Vaz", f"i.vaz@{AGENCY}"),
    "press": Person("BPS Press Office", f"press@{AGENCY}", ("Joy Adeyemi, Press Office",)),
    "program": Person("Program Office", f"program-office@{AGENCY}"),
    "allstaff": Person("All Staff", f"all-staff@{AGENCY}"),
    "facilities": Person("Facilities Desk", f"facilities@{AGENCY}"),
    "helpdesk": Person("IT Help Desk", f"helpdesk@{AGENCY}"),
    "records": Person("Records Office", f"records@{AGENCY}"),
    "whitlock": Person(
        "Dana Whitlock",
        f"dana.whitlock@{VENDOR}",
        ("Director, Public Sector", "Northlight, Reston", "703 555 0142"),
    ),
    "strand": Person("Colin Strand", f"colin.strand@{VENDOR}"),
    "osei": Person("Greta Osei", f"greta.osei@{VENDOR}", ("Customer Success", "Northlight")),
    "thorne": Person("Evelyn Thorne", f"evelyn.thorne@{VENDOR}"),
    "nlevents": Person("Northlight News", f"news@{VENDOR}"),
    "nlreception": Person("Northlight Reception", f"reception@{VENDOR}"),
    "pell": Person("Nora Pell", "npell@tidewaterledger.example"),
    "amari": Person("R. Amari", "amari@harborrights.example"),
    "carrow": Person("Renée Carrow", "clerk@harborcommittee.example"),
    "steward": Person("Ada Krol", "steward@local88.example"),
    "brannigan": Person("Capt. Lou Brannigan", "lou@harborpilots.example"),
    "ostrander": Person("Ben Ostrander", "ben@palisaderadio.example"),
    "lindqvist": Person("Zoë Lindqvist", "zoe@kestrelbarriers.example"),
    "fenwick": Person("Ivo Fenwick", "ivo@tallowreed.example"),
    "tanaka": Person("田中 (Secretariat)", "secretariat@minatoports.example"),
    "dockline": Person("The Dock Line", "editor@dockline.example"),
}
