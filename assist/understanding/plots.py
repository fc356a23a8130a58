"""A reliability plot as SVG: what was said against how often it was right. The diagonal is a word kept."""

from collections.abc import Sequence

from assist.understanding.calibration import Band

SIDE, EDGE = 320, 40
_GRID = '<line class="grid" x1="{0}" y1="{1}" x2="{2}" y2="{3}"/>'
_STYLE = (
    "text{font:12px sans-serif;fill:#444}.grid{stroke:#ddd}.kept{stroke:#999;stroke-dasharray:4}"
    ".band{fill:#2563eb;fill-opacity:.7}"
)


def reliability_plot(bands: Sequence[Band], title: str) -> str:
    """One circle a band; its area grows with the number of cases."""
    whole = max(1, sum(band.count for band in bands))
    circles = "".join(_circle(band, whole) for band in bands)
    lines = "".join(_GRID.format(*_at(0, t / 4), *_at(1, t / 4)) for t in range(5))
    kept = '<line class="kept" x1="{}" y1="{}" x2="{}" y2="{}"/>'.format(*_at(0, 0), *_at(1, 1))
    words = (
        f'<text x="{EDGE}" y="16">{title}</text>'
        f'<text x="{EDGE}" y="{SIDE + EDGE + 30}">said, from 0 to 100 %</text>'
        f'<text x="12" y="{EDGE - 8}">right, to 100 %</text>'
    )
    size = SIDE + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img">'
        f"<title>{title}</title><style>{_STYLE}</style>{lines}{kept}{circles}{words}</svg>\n"
    )


def _circle(band: Band, whole: int) -> str:
    x, y = _at(band.said, band.right)
    radius = round(4 + 16 * (band.count / whole) ** 0.5, 1)
    told = f"says {band.said:.0%}, right {band.right:.0%}, {band.count} cases"
    return f'<circle class="band" cx="{x}" cy="{y}" r="{radius}"><title>{told}</title></circle>'


def _at(said: float, right: float) -> tuple[float, float]:
    return round(EDGE + SIDE * said, 1), round(EDGE + SIDE * (1 - right), 1)
