"""Vega's SVG to what a page may hold: known elements and attributes alone, short numbers, tooltips the browser shows."""

from __future__ import annotations

import re

from lxml import etree

from recoupe.report.errors import ReportError

SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = frozenset(f"{SVG}{name}" for name in ("svg", "g", "path", "line", "rect", "text", "a", "defs", "clipPath"))
_ATTRIBUTES = frozenset(
    """viewBox width height x y x2 y2 d transform fill stroke stroke-width stroke-dasharray stroke-opacity fill-opacity opacity
    text-anchor font-size font-weight font-style font-family stroke-linejoin stroke-linecap stroke-miterlimit
    clip-path id""".split()
)
_NUMBERS = frozenset("x y x2 y2 width height d transform font-size".split())
_LONG = re.compile(r"-?(?:\d*\.\d+(?:e[-+]?\d+)?|\d+e[-+]?\d+)")
_ANCHOR = re.compile(r"#[a-z0-9-]+")
_CLIP = re.compile(r"url\(#(\w+)\)")
_MARKS = f"{SVG}path", f"{SVG}line", f"{SVG}text", f"{SVG}rect"


def tidy(drawing: str, name: str, says: str) -> str:
    """``drawing`` as an element that stands alone in a page and scales with it.

    What is not in the lists above is left out. A mark's description becomes its ``title``, a link leads to an anchor of the
    page or nowhere, ids begin with ``name``. Raises ReportError where the drawing is no SVG.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(drawing.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReportError(f"the {name} cannot be drawn: {error}; please report it") from error
    width, height = root.get("width"), root.get("height")
    # Vega numbers ids through the life of a process; the same drawing must always be the same bytes.
    ids = {str(found): f"{name}-{number}" for number, found in enumerate(root.xpath("//@id"), 1)}
    _clean(root, ids)
    root.attrib.clear()
    root.set("viewBox", f"0 0 {width} {height}")
    root.set("width", str(width))
    root.set("height", str(height))
    root.set("role", "img")
    root.set("aria-label", says)
    etree.cleanup_namespaces(root)
    text: str = etree.tostring(root, encoding="unicode")
    return text.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)


def _clean(element: etree._Element, ids: dict[str, str]) -> None:
    """Cleans what lies in an element, then leaves out what has become empty."""
    for child in list(element):
        if child.tag not in _ELEMENTS or child.get("display") == "none":
            element.remove(child)
            continue
        _clean(child, ids)
        label, address, marks = child.get("aria-label"), child.get(_XLINK), child.get("role")
        _keep_attributes(child, ids)
        if child.tag == f"{SVG}a" and address and (anchor := _ANCHOR.search(address)):
            child.set("href", anchor.group())
        if label and marks == "graphics-symbol" and child.tag in _MARKS:
            etree.SubElement(child, f"{SVG}title").text = label
        if _empty(child):
            element.remove(child)


def _keep_attributes(element: etree._Element, ids: dict[str, str]) -> None:
    for key, value in list(element.attrib.items()):
        if key not in _ATTRIBUTES:
            del element.attrib[key]
        elif key in _NUMBERS:
            element.set(key, _LONG.sub(_short, value))
        elif key == "id":
            element.set(key, ids[value])
        elif key == "clip-path":
            element.set(key, _CLIP.sub(lambda found: f"url(#{ids.get(found.group(1), '')})", value))


def _short(number: re.Match[str]) -> str:
    return f"{round(float(number.group()), 1):g}"


def _empty(element: etree._Element) -> bool:
    """Groups without content, paths without ink (Vega's backgrounds), text that is not shown."""
    if element.tag == f"{SVG}path":
        return not element.get("d") or not (element.get("fill") or element.get("stroke"))
    if element.tag == f"{SVG}text":
        return not element.text or element.get("opacity") == "0"
    return element.tag in (f"{SVG}g", f"{SVG}a", f"{SVG}defs") and not len(element)
