"""Every reader on broken input: whatever the bytes, something comes back and nothing is raised."""

from __future__ import annotations

import gzip
import io
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_samples import LEAD, PACKERS, PAGE, TODAY, json_lines, page, zipped
from test_feeds import ATOM, ITEM, rss
from test_mail import mail
from test_read_fuzz import check
from test_warc import archive, pages

from recoupe.reading import read


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [LEAD, "Un mort."], "id": ["a", "b"], "published": ["2024-05-29", None]}), out)
    return out.getvalue()


SAMPLES = {
    "a.html": page(),
    "a.xml": rss(ITEM, ITEM).encode(),
    "a.atom": ATOM.replace("ENTRY", "<content type='html'>&lt;p>Des tirs&lt;/p></content>").encode(),
    "a.csv": f'id,text\n1,"{LEAD}"\n2,"Un ""mort"""\n'.encode(),
    "a.parquet": _parquet(),
    "a.warc": archive(*pages(2)),
    "a.warc.gz": archive(*pages(2), packed=True),
    "a.eml": mail(html="<p>Deux civils tués</p>"),
    "a.zip": zipped(**{"a.txt": LEAD.encode(), "b.jsonl.gz": gzip.compress(json_lines(3)), "c.html": page()}),
    **{f"a.jsonl.{kind}": pack(json_lines(20)) for kind, pack in PACKERS.items()},
}
BROKEN = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(tempfile.mkdtemp())


def read_as(folder: Path, name: str, content: bytes) -> None:
    """Reads the bytes under the name, and without one from standard input, which may tell another format."""
    path = folder / name
    path.write_bytes(content)
    check(list(read(path, today=TODAY)))
    check(list(read("-", io.BytesIO(content), today=TODAY)))


@pytest.mark.parametrize("name", SAMPLES)
@BROKEN
@given(rest=st.binary(max_size=400), kept=st.integers(0, 200))
def test_random_bytes(folder: Path, name: str, rest: bytes, kept: int) -> None:
    read_as(folder, name, SAMPLES[name][:kept] + rest)


@pytest.mark.parametrize("name", SAMPLES)
@BROKEN
@given(data=st.data())
def test_a_truncated_input(folder: Path, name: str, data: st.DataObject) -> None:
    whole = SAMPLES[name]
    read_as(folder, name, whole[: data.draw(st.integers(0, len(whole) - 1))])


@pytest.mark.parametrize("name", SAMPLES)
@BROKEN
@given(data=st.data())
def test_an_input_with_wrong_bytes(folder: Path, name: str, data: st.DataObject) -> None:
    content = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(1, 4))] = data.draw(st.binary(max_size=6))
        if not content:
            break
    read_as(folder, name, bytes(content))


MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <div> </div> <br> <article> </article> <table><tr><td> <!-- --> <script> </script> <![CDATA[ ]]> &eacute; "
        "&#0; &#xd800; &#99999999; &bogus; <time datetime='2024-05-29'> <meta charset=x> <item> </item> <entry> <title> </title> "
        "<pubDate> <updated> 2024-13-45 <link href='x'/> <a href='http://['> < > \x00 \ufffe \x1b[2J é 🎇".split(" ")
    )
    | st.text(max_size=20),
    max_size=60,
).map(" ".join)


@pytest.mark.parametrize("frame", [PAGE.replace("</article>", "MARKUP</article>"), rss("MARKUP"), rss(ITEM + "MARKUP"), ATOM.replace("ENTRY", "MARKUP"), rss("<description><![CDATA[MARKUP]]></description>"), "MARKUP"])  # fmt: skip
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(markup=MARKUP)
def test_random_markup(folder: Path, frame: str, markup: str) -> None:
    content = frame.replace("MARKUP", markup).replace("CHARSET", "utf-8").encode("utf-8", "surrogatepass")
    for name in ("a.html", "a.xml"):
        read_as(folder, name, content)
