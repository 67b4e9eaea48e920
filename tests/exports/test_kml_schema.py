"""KML by the facts of its schema (ogckml22.xsd of OGC 07-147r2): names, order, number and values of elements."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from export_samples import ACCOUNTS, GAO, TYPES, account, event, on, stored
from hypothesis import given

from recoupe.exports import kml
from recoupe.exports.account import Account, accounts_of
from recoupe.exports.taking import Rows

SPACE = "{http://www.opengis.net/kml/2.2}"
# Content models as the schema orders them: "?" at most one, "*" any number, "|" one of, neither: exactly one. Deprecated elements
# and those of other namespaces are left out.
_FEATURE = """name? visibility? open? address? phoneNumber? snippet? description? (Camera|LookAt)? (TimeStamp|TimeSpan)?
styleUrl? (Style|StyleMap)* Region? ExtendedData?"""
_ANY_FEATURE = "(Document|Folder|Placemark|NetworkLink|GroundOverlay|PhotoOverlay|ScreenOverlay)"
CONTENT = {
    "kml": f"NetworkLinkControl? {_ANY_FEATURE}?",
    "Document": f"{_FEATURE} Schema* {_ANY_FEATURE}*",
    "Placemark": f"{_FEATURE} (Point|LineString|LinearRing|Polygon|MultiGeometry|Model)?",
    "Style": "IconStyle? LabelStyle? LineStyle? PolyStyle? BalloonStyle? ListStyle?",
    "IconStyle": "color? colorMode? scale? heading? Icon? hotSpot?",
    "TimeSpan": "begin? end?",
    "ExtendedData": "Data* SchemaData*",
    "Data": "displayName? value",
    "Point": "extrude? altitudeMode? coordinates?",
}
_DAY = r"\d{4}-\d\d-\d\d"
_DEGREES = r"-?\d+(\.\d+)?(e-?\d+)?"
# Elements without children, and the form of their text.
VALUES = {
    "name": ".*", "description": ".*", "value": ".*",
    "styleUrl": r"#[A-Za-z_][\w.-]*",
    "color": "[0-9a-fA-F]{8}",
    "begin": rf"\d{{4}}(-\d\d)?|{_DAY}(T.+)?", "end": rf"\d{{4}}(-\d\d)?|{_DAY}(T.+)?",
    "coordinates": rf"{_DEGREES},{_DEGREES}(,{_DEGREES})?",
}  # fmt: skip
# Attributes beside id, which every object has: for each element those that it must have.
REQUIRED = {"Data": {"name"}}


def written(*accounts: Account) -> str:
    return b"".join(kml.chunks(Rows(accounts))).decode()


def pattern(model: str) -> str:
    """A content model as a pattern over the names of the children, a space after each."""
    parts = (re.fullmatch(r"\(?([\w|]+)\)?([?*]?)", part) for part in model.split())
    return "".join(f"(?:(?:{part[1]}) ){part[2]}" for part in parts if part)


def faults(root: Element) -> list[str]:
    """What of a document the schema forbids: the elements at fault, in the document's order."""
    found = [name for each in root.iter() if (name := _name(each)) and _at_fault(each, name)]
    ids = [each.get("id") for each in root.iter() if each.get("id") is not None]
    return found + [f"id {one}" for one in dict.fromkeys(ids) if ids.count(one) > 1]


def _name(each: Element) -> str:
    return each.tag.removeprefix(SPACE)


def _at_fault(each: Element, name: str) -> bool:
    required = REQUIRED.get(name, set())
    if not required <= set(each.keys()) <= required | {"id"} or not re.fullmatch(
        r"[A-Za-z_][\w.-]*", each.get("id", "a")
    ):
        return True
    if name in VALUES:
        return len(each) > 0 or not re.fullmatch(VALUES[name], each.text or "", re.DOTALL)
    children = "".join(f"{_name(child)} " for child in each)
    return name not in CONTENT or bool((each.text or "").strip()) or not re.fullmatch(pattern(CONTENT[name]), children)


def test_a_document() -> None:
    root = fromstring(written(*accounts_of(stored(1, event(1), event(2, place=None, date=None))), account(place=GAO)))
    assert root.tag == f"{SPACE}kml" and [_name(child) for child in root] == ["Document"]
    assert sum(_name(each) == "Placemark" for each in root.iter()) == 3


def test_nothing_is_a_document() -> None:
    assert faults(fromstring(written())) == []


@pytest.mark.parametrize("kind", TYPES)
def test_every_type(kind: str) -> None:
    assert faults(fromstring(written(account(type=kind, date=on("2024-03-01", "2024-03-09", "week"))))) == []


@given(ACCOUNTS)
def test_whatever_is_written_follows_the_schema(one: Account) -> None:
    assert faults(fromstring(written(one))) == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("<begin>2024-03-01</begin><end>2024-03-01</end>", "<end>2024-03-01</end><begin>2024-03-01</begin>", "TimeSpan"),
        ("<name>battle.clash, Gao</name>", "", None),
        ("<name>battle.clash, Gao</name>", "<name>a</name><name>b</name>", "Placemark"),
        ("<styleUrl>#battle</styleUrl><ExtendedData>", "<ExtendedData>", None),
        ("</ExtendedData><Point>", "</ExtendedData><styleUrl>#battle</styleUrl><Point>", "Placemark"),
        ("<Point>", "<Point><altitude>1</altitude>", "Point"),
        ("-0.04472,16.27167", "-0.04472 16.27167", "coordinates"),
        ("2024-03-01</begin>", "1 March 2024</begin>", "begin"),
        ("<color>ff1c1ae4</color>", "<color>#1c1ae4</color>", "color"),
        ('<Style id="riot">', '<Style id="battle">', "id battle"),
        ('<Style id="riot">', '<Style id="1">', "Style"),
        ('<Data name="type"><value>battle.clash</value></Data>', "<Data><value>battle.clash</value></Data>", "Data"),
        ('<Data name="type"><value>battle.clash</value></Data>', '<Data name="type"></Data>', "Data"),
        ("<Document>", "<Document>text", "Document"),
    ],
)  # fmt: skip
def test_what_the_schema_forbids_is_a_fault(right: str, wrong: str, fault: str | None) -> None:
    text = written(account())
    assert text.count(right) == 1
    assert (faults(fromstring(text.replace(right, wrong))) or [None])[0] == fault
