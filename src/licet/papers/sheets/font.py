"""The font of the papers: which characters it has, and what stands for those that it has not."""

from __future__ import annotations

import hashlib
import lzma
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "·—…"
"""What papers put in between texts."""
_PACKED = Path(__file__).parent / "font" / "licet-sheets.ttf.xz"


@cache
def font_file() -> Path:
    """The font, unpacked once into the machine's folder of temporary files."""
    packed = _PACKED.read_bytes()
    owner = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    name = f"licet-{owner}-{hashlib.sha256(packed).hexdigest()[:16]}.ttf"
    path = Path(tempfile.gettempdir()) / name
    content = lzma.decompress(packed)
    try:
        same = path.read_bytes() == content
    except OSError:
        same = False
    if not same:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".ttf", delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
    return path


@cache
def characters() -> frozenset[int]:
    """Every character that the font has a glyph for."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(font_file(), lazy=True) as face:
        return frozenset(face.getBestCmap())


@contextmanager
def cut(text: str) -> Iterator[Path]:
    """The font with the glyphs of a text only, as a file as long as the block lasts.

    The whole font takes a second to open for each paper, so papers that are written together
    share one that was cut to their characters.
    """
    from fontTools import subset  # type: ignore[import-untyped]

    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    face = subset.load_font(str(font_file()), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(one) for one in drawn(text + _ALWAYS)})
    cutter.subset(face)
    with tempfile.TemporaryDirectory(prefix="licet-") as folder:
        path = Path(folder) / "sheets.ttf"
        subset.save_font(face, str(path), options)
        face.close()
        yield path


def without_glyph(text: str) -> tuple[str, ...]:
    """The characters of a text that the font cannot draw, each once."""
    composed = unicodedata.normalize("NFC", text)
    found = (one for one in composed if one != "\n" and ord(one) not in characters())
    return tuple(dict.fromkeys(found))


def drawn(text: str) -> str:
    """The text as it is drawn: what has no glyph is replaced by its code in brackets."""
    composed = unicodedata.normalize("NFC", text)
    missing = without_glyph(composed)
    return composed.translate({ord(one): f"[{code(one)}]" for one in missing})


def code(character: str) -> str:
    """The code of a character: ``U+20BB7``."""
    return f"U+{ord(character):04X}"


def told(missing: Iterable[str]) -> str:
    """Characters without a glyph, as a fault names them."""
    return ", ".join(f"«{one}» ({code(one)})" for one in missing)
