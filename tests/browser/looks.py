"""How things look, in every theme: contrast as WCAG reckons it, and the cursor over them."""

from collections.abc import Iterator

from playwright.sync_api import Page

COLOURS = """
  const parts = (colour) => {
    const [r, g, b, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    const whole = colour.startsWith('color(') ? 255 : 1;
    return [r * whole, g * whole, b * whole, alpha];
  };
  const over = ([r, g, b, alpha], under) => [...[r, g, b].map((part, at) => part * alpha + under[at] * (1 - alpha)), 1];
  const ground = (element) => {
    if (element === null) return [255, 255, 255, 1];
    const own = parts(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  };
  const light = (colour) => colour.slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0.05);
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)];
    return Math.max(a / b, b / a);
  };
"""
DISABLED = f"""() => {{{COLOURS}
  const shown = (each) => each.checkVisibility({{ visibilityProperty: true }});
  return [...document.querySelectorAll(':disabled')].filter(shown).map((each) => {{
    const {{ color, backgroundColor, opacity, cursor }} = getComputedStyle(each);
    const faded = ([r, g, b, alpha]) => [r, g, b, alpha * opacity];
    const back = over(faded(parts(backgroundColor)), ground(each.parentElement));
    const name = each.getAttribute('aria-label') ?? each.labels?.[0]?.textContent ?? each.textContent;
    const filled = each.matches('.move, .button') ? contrast(back, ground(each.parentElement)) : null;
    const text = each.type === 'range' ? null : contrast(over(faded(parts(color)), back), back);
    return {{ name, cursor, filled, contrast: text }};
  }});
}}"""
FRAME = f"""(element) => {{{COLOURS}
  const {{ borderTopWidth, borderTopStyle, borderTopColor }} = getComputedStyle(element);
  const drawn = borderTopStyle === 'solid' && Number.parseFloat(borderTopWidth) >= 1;
  return drawn ? contrast(parts(borderTopColor), ground(element.parentElement)) : 1;
}}"""


def themes(page: Page) -> Iterator[str]:
    """Show the page in each of its themes, one after the other; as it was in the end."""
    first = page.evaluate("() => window.deltaflow.store.theme.value")
    for theme in (*({"light", "dark", "projector"} - {first}), first):
        page.evaluate("(theme) => { window.deltaflow.store.theme.value = theme; }", theme)
        page.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)
        yield theme


def assert_disabled_looks_so(page: Page, least: int) -> None:
    """What cannot be used now says so to the pointer and can still be read, and buttons are no longer as bright as the
    page: there are at least so many such things."""
    for theme in themes(page):
        found = page.evaluate(DISABLED)
        assert len(found) >= least, found
        for each in found:
            assert each["cursor"] == "not-allowed", (theme, each)
            assert each["contrast"] is None or each["contrast"] >= 3, (theme, each)
            assert each["filled"] is None or each["filled"] >= 1.2, (theme, each)
        assert any(each["filled"] for each in found)
