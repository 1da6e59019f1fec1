"""Write the font of the papers, src/licet/papers/sheets/font/licet-sheets.ttf.xz.

    pip install fonttools && python scripts/paper_font.py

Needs npm. Three faces of the Noto family (SIL Open Font License 1.1) become one: Latin, Greek and
Cyrillic of Noto Sans, Han and kana of Noto Sans SC, Hangul of Noto Sans KR. Only the outlines are
kept; the licence stands beside the file.
"""

from __future__ import annotations

import lzma
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.merge import Merger  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

TARGET = Path(__file__).parent.parent / "src" / "licet" / "papers" / "sheets" / "font"
NAME = "Licet Sheets"
FACES = (
    ("@expo-google-fonts/noto-sans@0.4.2", "NotoSans_400Regular"),
    ("@expo-google-fonts/noto-sans-sc@0.4.3", "NotoSansSC_400Regular"),
    ("@expo-google-fonts/noto-sans-kr@0.4.3", "NotoSansKR_400Regular"),
)
LETTERS = (range(0x20, 0x250), range(0x300, 0x530), range(0x1E00, 0x2000), range(0x20A0, 0x20D0))
"""What is taken from Noto Sans before the others: their Latin would not match its accents."""


def unpacked(package: str, face: str, folder: Path) -> tuple[Path, str]:
    """The face of an npm package as a file, and its licence."""
    asked = ["npm", "pack", "--silent", "--pack-destination", str(folder), package]
    name = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split()[-1]  # noqa: S603 - a fixed command
    path = folder / f"{face}.ttf"
    with tarfile.open(folder / name) as packed:
        (member,) = (one for one in packed.getnames() if one.endswith(f"/{face}.ttf"))
        found, licence = (packed.extractfile(one) for one in (member, "package/LICENSE_FONT"))
        if found is None or licence is None:
            sys.exit(f"{package} holds no {face}")
        path.write_bytes(found.read())
        return path, licence.read().decode("utf-8")


def only(path: Path, wanted: set[int]) -> None:
    """Leave nothing but the outlines of these characters in a face."""
    options = subset.Options(
        layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, name_IDs=[0, 13]
    )
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "vhea", "vmtx", "prep"]
    face = subset.load_font(str(path), options)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=wanted)
    cut.subset(face)
    subset.save_font(face, str(path), options)


def main() -> None:
    """Write the font and its licence."""
    with tempfile.TemporaryDirectory() as name:
        found = [unpacked(*face, Path(name)) for face in FACES]
        taken: set[int] = set()
        for number, (path, _) in enumerate(found):
            has = set(TTFont(path).getBestCmap())
            wanted = {one for one in has if any(one in r for r in LETTERS)} if not number else has
            only(path, wanted - taken)
            taken |= wanted
        merged = Merger().merge([str(path) for path, _ in found])
        for record in merged["name"].names:
            if record.nameID in {1, 4}:
                record.string = NAME
        for number in (1, 4, 6):
            text = NAME.replace(" ", "") if number == 6 else NAME  # noqa: PLR2004 - PostScript name
            merged["name"].setName(text, number, 3, 1, 0x409)
        merged["post"].formatType = 3.0
        plain = Path(name) / "merged.ttf"
        merged.save(plain)
        TARGET.mkdir(parents=True, exist_ok=True)
        packed = lzma.compress(plain.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
        (TARGET / "licet-sheets.ttf.xz").write_bytes(packed)
        notices = dict.fromkeys(text.split("\n", 1)[0] for _, text in found)
        body = found[0][1].split("\n", 1)[1]
        (TARGET / "OFL.txt").write_text("\n".join(notices) + "\n" + body, encoding="utf-8")
    sys.stdout.write(f"{len(taken)} characters, {len(packed)} bytes\n")


if __name__ == "__main__":
    main()
