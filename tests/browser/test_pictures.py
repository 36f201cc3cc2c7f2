"""The picture of the moment as a file: everything that is seen is in it, and nothing has to be fetched for it."""

import base64
import re
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page

from tests.browser.reading import stage_texts, step_to

Open = Callable[..., Page]
SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, how: str, folder: Path) -> Path:
    """Save the picture as a person does."""
    page.get_by_role("button", name="Share and save").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name=how, exact=True).click()
    page.keyboard.press("Escape")
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def texts(root: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("theme", "width", "height"), [("light", 1280, 720), ("dark", 390, 844), ("projector", 1280, 720)]
)
def test_the_svg_says_everything_the_stage_says(
    open_page: Open, tmp_path: Path, theme: str, width: int, height: int
) -> None:
    page = open_page(f"/?theme={theme}", width=width, height=height)
    step_to(page, 24)
    shown = sorted(stage_texts(page))
    path = saved(page, "SVG", tmp_path)
    assert path.name == "deltaflow-mazur-0-24.svg"
    source = path.read_text(encoding="utf-8")
    root = ET.fromstring(source)
    written = texts(root)
    stage = [text for text in written if text in shown]
    assert sorted(stage) == shown
    around = " ".join(text for text in written if text not in shown)
    assert "The 2-2-2 network: iteration 0, moment 24 of 36" in around
    assert "+0.0554 − 0.0190 = +0.0364" in around
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert ground.get("fill") == page.evaluate("getComputedStyle(document.body).getPropertyValue('--surface').trim()")
    assert not re.search(r'class=|style="|var\(|https?://(?!www\.w3\.org)|<script', source)
    assert source.count("font/woff2;base64,") == 2


def test_what_moves_is_in_the_picture(page: Page, tmp_path: Path) -> None:
    step_to(page, 1)
    edges = len(page.query_selector_all("#stage .edge"))
    root = ET.fromstring(saved(page, "SVG", tmp_path).read_text(encoding="utf-8"))
    groups = root.findall(f"./{SVG}g/{SVG}g")
    moving = groups[1].findall(f"{SVG}path")
    lines = list(groups[0].iter(f"{SVG}path"))
    assert len(lines) >= edges
    assert len(moving) >= 8, "two trains of beads with their signs, and the colour behind them"
    assert {path.get("stroke") for path in moving} >= {"#0a5fa8"}


def test_what_was_is_struck_through_in_the_picture_too(page: Page, tmp_path: Path) -> None:
    step_to(page, 20)
    page.evaluate("() => { window.deltaflow.store.selection.value = 'w.2.0.0'; }")
    page.keyboard.press("+")
    page.wait_for_function("() => document.querySelector('#stage text.old')?.textContent.includes('0.400')")
    root = ET.fromstring(saved(page, "SVG", tmp_path).read_text(encoding="utf-8"))
    struck = {text.get("text-decoration") for text in root.iter(f"{SVG}text") if "0.400" in "".join(text.itertext())}
    assert struck == {"line-through"}


def test_the_png_is_the_svg_at_twice_the_size(page: Page, tmp_path: Path) -> None:
    step_to(page, 24)
    svg, png = saved(page, "SVG", tmp_path), saved(page, "PNG", tmp_path)
    root = ET.fromstring(svg.read_text(encoding="utf-8"))
    size = struct.unpack(">II", png.read_bytes()[16:24])
    assert size == (int(2 * float(root.get("width", "0"))), int(2 * float(root.get("height", "0"))))
    other = page.context.new_page()
    other.set_viewport_size({"width": size[0] // 2, "height": size[1] // 2})
    # Beside each other in one page: the saved pixels, and what a browser makes of the saved drawing.
    other.goto("data:image/svg+xml;base64," + base64.b64encode(svg.read_bytes()).decode())
    other.evaluate("document.fonts.ready")
    shown = other.screenshot()
    different = page.evaluate(
        """async (urls) => {
          const read = async (url) => {
            const image = new Image();
            image.src = url;
            await image.decode();
            const canvas = Object.assign(document.createElement('canvas'), {width: 400, height: 240});
            const pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0, 400, 240);
            return pen.getImageData(0, 0, 400, 240).data;
          };
          const [one, two] = [await read(urls[0]), await read(urls[1])];
          return one.filter((value, index) => Math.abs(value - two[index]) > 60).length / one.length;
        }""",
        [data_url(png.read_bytes()), data_url(shown)],
    )
    assert different < 0.0018, different


def data_url(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()
