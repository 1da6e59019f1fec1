"""`licet verify`, `hide`, `replay`, `keys new`: verdict records that others can rely on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import Fault, Refused
from licet.cli.case_store import verify_journal
from licet.cli.options import Json, Known, Lang, day_option, language_option, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.papers import PrivateKey, Replayed, Sound
    from licet.rulebook import Rulebook
    from licet.verdict import Case, Verdict

keys = typer.Typer(help="Keys that sign verdict records.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="A verdict record.")]
JOURNAL = Path("journal")
"""`licet verify journal` checks the journal of the cases."""
Key = Annotated[
    str | None, typer.Option("--key", help="The signer's public key, or the file that holds it.")
]
Law = Annotated[
    Path | None,
    typer.Option("--law", help="The law-….json written with the record, if not beside it."),
]


@keys.command("new")
def new_key(
    out: Annotated[Path, typer.Option("-o", "--out", help="The private key goes here.")] = Path(
        "licet.key"
    ),
) -> None:
    """Make a key; the public one is written beside it, for those who check your records."""
    from licet.papers import new_key as make
    from licet.papers import public_file

    public = make(out)
    typer.echo(f"private key: {out} (keep it)\npublic key:  {public_file(out)} (give it away)")
    typer.echo(public)


def verify(
    record: Annotated[Path, typer.Argument(help="A verdict record, or «journal» for the cases'.")],
    key: Key = None,
    law: Law = None,
    timestamp: Annotated[
        Path | None, typer.Option("--timestamp", help="A token of RFC 3161 over this record.")
    ] = None,
    tsa: Annotated[
        Path | None, typer.Option("--tsa", help="Certificate (PEM) of whoever made the stamp.")
    ] = None,
    digest: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--digest", help="Only print the digest that a time stamp is made over.")
    ] = False,
    store: Annotated[
        str | None, typer.Option("--store", help="For `verify journal`: the store of cases.")
    ] = None,
    head: Annotated[
        list[Path] | None,
        typer.Option("--head", help="For `verify journal`: a signed head kept elsewhere."),
    ] = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002
) -> None:
    """Check a record with code of its own: form, hashes, signature, every statement, the result."""
    if record == JOURNAL and not record.exists():
        verify_journal(store, key, head or [], json=json)
        return
    from licet.cli.show_records import show_record
    from licet.papers import NotSound, check_timestamp, read_public_key, read_record

    language_option(lang)
    public = None if key is None else read_public_key(key)
    try:
        sound = read_record(record, public, law)
        stamp = None
        if timestamp is not None:
            certificate = None if tsa is None else _bytes(tsa)
            stamp = check_timestamp(_bytes(timestamp), sound.digest, certificate)
    except NotSound as refused:
        raise Refused(*(_fault(record, str(one)) for one in refused.args)) from None
    if digest:
        typer.echo(sound.digest)
    elif json:
        write_json(_summary(sound, stamp))
    else:
        show_record(sound, stamp, lang, trusted=public is not None)


def hide(
    record: File,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to write what is left.")],
    field: Annotated[
        list[str] | None,
        typer.Argument(help="Names such as facts.item_value; evidence.* hides several."),
    ] = None,
    law: Law = None,
) -> None:
    """Leave fields out of a record; seal and signature still hold. The law goes into it."""
    from licet.papers import NotSound, canonical, read_record
    from licet.papers import hide as hidden

    try:
        whole = canonical(read_record(record, law=law).record)
    except NotSound as refused:
        raise Refused(*(_fault(record, str(one)) for one in refused.args)) from None
    out.write_bytes(hidden(whole, field or ()))


def replay(
    folder: Annotated[Path, typer.Argument(help="A folder of verdict records.")],
    known: Known = None,
    as_known: Annotated[  # noqa: FBT002
        bool, typer.Option("--as-known", help="The law as known on the day each record says.")
    ] = False,
    key: Key = None,
    law: Law = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002
) -> None:
    """Decide old records again, and list what changed and why."""
    from licet.cli.folders import today
    from licet.cli.show_records import show_replayed
    from licet.papers import read_public_key
    from licet.papers import replay as again
    from licet.rulebook import rulebook

    language_option(lang)
    if not folder.is_dir():
        raise Refused(Fault(str(folder), "folder", "there is no such folder"))
    day = None if as_known else day_option(known, "--known") or today()
    public = None if key is None else read_public_key(key)
    found = again(folder, rulebook(), day, public, law)
    if json:
        write_json([_replayed(one) for one in found])
    else:
        show_replayed(found, lang)
    refused = [_fault(folder / one.file, text) for one in found if one.refused for text in one.why]
    if refused:
        raise Refused(*refused)


def signing_key(key: Path | None, wanted_by: str) -> PrivateKey:
    """The private key that an option names.

    Raises:
        Refused: no key was named, or it cannot be read.
    """
    from licet.papers import read_key

    if key is None:
        expected = f"{wanted_by} needs --key with your private key; `licet keys new` makes one"
        raise Refused(Fault("command line", "--key", expected))
    return read_key(key)


def write(
    pairs: Sequence[tuple[Case, Verdict]], out: Path, key: Path | None, book: Rulebook
) -> None:
    """Write the record of one verdict to `out`, or those of a batch into the folder `out`.

    Raises:
        Refused: no key was named, or it cannot be read.
    """
    from licet.papers import write_record

    signer = signing_key(key, "--record")
    if len(pairs) == 1:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_record(out, pairs[0][1], pairs[0][0], book, signer)
        return
    out.mkdir(parents=True, exist_ok=True)
    width = len(str(len(pairs)))
    for number, (case, verdict) in enumerate(pairs, 1):
        path = out / f"{number:0{width}}.json"
        write_record(path, verdict, case, book, signer, law_apart=True)


def _fault(record: Path, text: str) -> Fault:
    place, _, says = text.partition(": ")
    return Fault(str(record), place, says or text)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(Fault(str(path), "file", f"could not be read ({error.strerror})")) from None


def _summary(sound: Sound, stamp: Any) -> dict[str, Any]:  # noqa: ANN401
    record = sound.record
    return {
        "sound": True,
        "key": record["signature"]["key"],
        "case": record["case"],
        "result": record["result"],
        "shown": {name: value for name, (_, value) in record["disclosed"].items()},
        "hidden": record["hidden"],
        "on_word": sound.on_word,
        "fingerprint": record["law"]["fingerprint"],
        "digest": sound.digest,
        "stamped": None if stamp is None else {"at": stamp.at, "authority": stamp.authority},
    }


def _replayed(one: Replayed) -> dict[str, Any]:
    return {
        "file": one.file,
        "about": dict(one.about),
        "then": one.then,
        "now": one.now,
        "changed": one.changed,
        "refused": one.refused,
        "why": list(one.why),
    }
