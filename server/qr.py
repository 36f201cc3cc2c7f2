"""Links as QR codes, for phones that should not have to type them."""

import io


def terminal(link: str) -> str:
    """Draw `link` with half-block characters, for terminals with a dark background; phones read the reverse too."""
    import segno  # noqa: PLC0415 -- few ask for one, and it takes a twentieth of the start

    out = io.StringIO()
    segno.make(link, error="l", micro=False).terminal(out, compact=True)
    return out.getvalue()


def svg(link: str) -> bytes:
    """Draw `link` as an SVG document that scales to the width it is given."""
    import segno  # noqa: PLC0415

    out = io.BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(out, kind="svg", omitsize=True, light="#fff", xmldecl=False, title="QR code of the link to this room")
    return out.getvalue()
