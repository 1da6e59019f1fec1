"""Who asks: accounts, roles, sessions, tokens, and the log of them. Start at `roles.yaml`."""

from licet.people.accounts import Account, add, change, disable, listed
from licet.people.again import Answer, KeptAnswer, earlier, keep_answer
from licet.people.arrivals import arrive
from licet.people.attempts import TooOften
from licet.people.log import Entry, could_not, entries
from licet.people.person import Person, whoever_started
from licet.people.provider import NotSignedIn, Provider, read_provider
from licet.people.roles import printed, roles
from licet.people.sessions import Lasting, begin, end, person_of, sign_in
from licet.people.token import Token, make_token, person_of_token, revoke, tokens

__all__ = [
    "Account",
    "Answer",
    "Entry",
    "KeptAnswer",
    "Lasting",
    "NotSignedIn",
    "Person",
    "Provider",
    "Token",
    "TooOften",
    "add",
    "arrive",
    "begin",
    "change",
    "could_not",
    "disable",
    "earlier",
    "end",
    "entries",
    "keep_answer",
    "listed",
    "make_token",
    "person_of",
    "person_of_token",
    "printed",
    "read_provider",
    "revoke",
    "roles",
    "sign_in",
    "tokens",
    "whoever_started",
]
