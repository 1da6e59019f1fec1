"""`licet people …`: who may sign in, in which roles, and the tokens of their programs."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.case_options import StoreName, opened, user
from licet.cli.options import Json, with_common_options, write_json

app = typer.Typer(help="Who may sign in to `licet serve --people`.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The name they sign in with.")]
RoleNames = Annotated[
    list[str],
    typer.Option("--role", help="reader, analyst, approver, counsel, administrator; may repeat."),
]
Shown = Annotated[str, typer.Option("--full-name", help="As pages and journals show them.")]


@app.command("add")
@with_common_options
def add_(
    name: Name,
    role: RoleNames,
    full_name: Shown = "",
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Add somebody; the password is asked for, or read from standard input."""
    from licet.people import add

    with opened(store, make=True) as place:
        done = add(place, name, role, _password(), by=user(), shown=full_name)
    if json:
        write_json(done.as_json())
    else:
        typer.echo(f"{done.name}: {', '.join(done.roles)}")


def _password() -> str:
    """A password typed twice, or the first line of standard input."""
    if not sys.stdin.isatty():
        text = sys.stdin.readline().rstrip("\n")
        if not text:
            expected = "a password was expected on standard input"
            raise Refused(Fault("command line", "password", expected))
        return text
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


@app.command("change")
@with_common_options
def change_(
    name: Name,
    role: Annotated[
        list[str] | None, typer.Option("--role", help="Their roles from now on; may repeat.")
    ] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for a new one.")] = False,  # noqa: FBT002
    full_name: Shown = "",
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Change roles, password or full name; they have to sign in again."""
    from licet.people import change

    with opened(store) as place:
        done = change(
            place, name, given=role, password=_password() if password else None,
            shown=full_name or None, by=user(),
        )  # fmt: skip
    if json:
        write_json(done.as_json())
    else:
        typer.echo(f"{done.name}: {', '.join(done.roles)}")


@app.command("disable")
@with_common_options
def disable_(
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Let them in again.")] = False,  # noqa: FBT002
    store: StoreName = None,
) -> None:
    """Let somebody in no more, by session or token; what they did stays."""
    from licet.people import disable

    with opened(store) as place:
        done = disable(place, name, by=user(), disabled=not undo)
    typer.echo(f"{done.name} {'is disabled' if done.disabled else 'may sign in again'}")


@app.command("list")
@with_common_options
def list_(store: StoreName = None, json: Json = False) -> None:  # noqa: FBT002
    """Everybody, with roles."""
    from licet.people import listed

    with opened(store) as place:
        found = listed(place)
    if json:
        write_json([one.as_json() for one in found])
        return
    for one in found:
        more = f"  (by {one.provider})" if one.provider else ""
        more += "  disabled" if one.disabled else ""
        typer.echo(f"{one.name}  {', '.join(one.roles)}{more}")


@app.command()
@with_common_options
def token(
    name: Name,
    scope: Annotated[str, typer.Option("--scope", help="read or write.")] = "read",
    days: Annotated[int, typer.Option("--days", help="How long it is good.")] = 90,
    label: Annotated[str, typer.Option("--label", help="What it is for.")] = "",
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Make a token by which a program asks for somebody; it is shown this once."""
    from licet.people import make_token

    with opened(store) as place:
        made, text = make_token(place, name, by=user(), scope=scope, days=days, label=label)
    if json:
        write_json(made.as_json() | {"token": text})
        return
    typer.echo(text)
    typer.echo(f"{made.id}: {scope}, good until {_moment(made.ends)}", err=True)


@app.command()
@with_common_options
def revoke(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="Its twelve digits.")],
    store: StoreName = None,
) -> None:
    """Make a token worthless."""
    from licet.people import revoke as revoked

    with opened(store) as place:
        done = revoked(place, token_id, by=user())
    typer.echo(f"{done.id} of {done.person} is revoked")


@app.command("tokens")
@with_common_options
def tokens_(
    name: Annotated[str | None, typer.Argument(help="Only theirs.")] = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Tokens, the newest first."""
    from licet.people import tokens

    with opened(store) as place:
        found = tokens(place, name)
    if json:
        write_json([one.as_json() for one in found])
        return
    for one in found:
        state = f"until {_moment(one.ends)}" if one.good else "over"
        typer.echo(f"{one.id}  {one.person}  {one.scope}  {state}  {one.label}".rstrip())


@app.command()
@with_common_options
def log(
    most: Annotated[int, typer.Option("--most", help="How many entries.")] = 50,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """What happened with people, the newest first: sign-ins, roles, tokens."""
    from licet.people import entries

    with opened(store) as place:
        found = entries(place, most=most)
    if json:
        write_json([one.as_json() for one in found])
        return
    for one in found:
        whom = f" {one.person}" if one.person and one.person != one.by else ""
        typer.echo(f"{_moment(one.at)}  {one.by}  {one.act}{whom}")


@app.command("roles")
@with_common_options
def roles_() -> None:
    """The table of what each role may do."""
    from licet.people import printed

    typer.echo(printed(), nl=False)


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%MZ")
