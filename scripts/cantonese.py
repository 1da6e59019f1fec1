"""Write src/licet/screening/cantonese.csv: how the characters of GB 2312 are read in Cantonese.

    pip install ToJyutping==3.2.0 && python scripts/cantonese.py

The readings are those of ToJyutping (BSD-2-Clause), whose source is the dictionary of
rime-cantonese (CC BY 4.0). One line a syllable: Jyutping without its tone, and the characters.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from ToJyutping import get_jyutping_candidates

TARGET = Path(__file__).parent.parent / "src" / "licet" / "screening" / "cantonese.csv"
MOST = 3
"""Readings of a character that are kept: the usual ones come first."""


def characters() -> list[str]:
    """The Han characters of GB 2312, in its order."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [text for code in codes if (text := code.decode("gb2312", errors="ignore"))]


def main() -> None:
    """Write the table."""
    read: dict[str, list[str]] = defaultdict(list)
    for character in characters():
        ((_, readings),) = get_jyutping_candidates(character)
        for syllable in list(dict.fromkeys(one[:-1] for one in readings))[:MOST]:
            read[syllable].append(character)
    lines = [f"{syllable},{''.join(found)}" for syllable, found in sorted(read.items())]
    TARGET.write_text("syllable,characters\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
