"""An empty dossier for one paper, as YAML to be filled in: `template`."""

from __future__ import annotations

from collections.abc import Iterator

from licet.papers.dossier.model import Field, model

_SAMPLES = {
    "text": '""',
    "both": '{zh: "", en: ""}',
    "day": "null  # YYYY-MM-DD",
    "number": "null",
    "territory": "null  # CN, JP, …",
    "currency": "null  # CNY, USD, …",
    "yes_no": "null  # true or false",
    "hash": "null",
}


def template(name: str) -> str:
    """The fields of a block of a dossier, to be filled in; what stays empty is unknown."""
    field = model()["dossier"][name]
    return "\n".join(("day: null  # YYYY-MM-DD", *_lines(field, 0))) + "\n"


def _lines(field: Field, depth: int) -> Iterator[str]:
    room = "  " * depth
    if field.kind not in model():
        sample = f"null  # {', '.join(field.codes)}" if field.codes else _SAMPLES[field.kind]
        sample = f"[]  # several: {sample}" if field.many else sample
        said = "" if "#" in sample else f"  # {field.words['zh']} · {field.words['en']}"
        yield f"{room}{_key(field.name)}: {sample}{said}"
        return
    yield f"{room}{_key(field.name)}:  # {field.words['zh']} · {field.words['en']}"
    for number, one in enumerate(model()[field.kind].values()):
        inner = list(_lines(one, depth + 2 if field.many else depth + 1))
        if field.many:
            dash = "- " if number == 0 else "  "
            inner[0] = f"{room}  {dash}{inner[0].lstrip()}"
        yield from inner


def _key(name: str) -> str:
    return '"on"' if name == "on" else name
