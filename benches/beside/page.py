"""The tables of `docs/performance.md` from the figures kept in `docs/figures`.

python benches/beside/page.py          writes them between the page's two marks
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- figures: made by benches/beside/page.py -->", "<!-- end of figures -->"


def tables(folder: Path) -> str:
    """Every bench with its command, machine and versions, and a row for each figure."""
    parts = []
    for path in sorted(folder.glob("*.json")):
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        machine = told["machine"]
        libraries = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
        parts.append(
            f"### {path.stem}\n\n"
            f"`{told['command']}` on {told['on']}: {machine['cores']} cores, "
            f"{machine['memory_gib']} GiB, {machine['system']} on {machine['processor']}, "
            f"load {machine['load']} at the end; {libraries}.\n\n"
            "| what | found | aim | |\n|---|---|---|---|\n"
            + "\n".join(_row(one) for one in told["figures"])
        )
    return "\n\n".join(parts)


def _row(one: dict[str, Any]) -> str:
    aim = ""
    if one["least"] is not None:
        aim = f"at least {one['least']:,g}"
    elif one["most"] is not None:
        aim = f"at most {one['most']:,g}"
    met = {None: "", True: "met", False: "**not met**"}[one["met"]]
    return f"| {one['what']} | {one['value']:,g} {one['unit']} | {aim} | {met} |"


def written(page: str, folder: Path) -> str:
    """The page with the tables as the figures are now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables(folder)}\n\n{END}{after}"


def main() -> None:
    """Write the page anew."""
    page = DOCS / "performance.md"
    page.write_text(written(page.read_text(encoding="utf-8"), DOCS / "figures"), encoding="utf-8")


if __name__ == "__main__":
    main()
