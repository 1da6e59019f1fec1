"""Documents that leave the house: determinations of a portfolio, its report, letters, records."""

from licet.papers.case_papers import write_case_papers
from licet.papers.holders import Telling, write_holders
from licet.papers.impact import write_impact
from licet.papers.letters import read_answers, take_answers, write_letters
from licet.papers.portfolio import (
    LeftOut,
    left_out,
    touched,
    touches,
    write_determinations,
    write_parts,
    write_portfolio,
    write_portfolio_records,
)
from licet.papers.record import Enclosed, hide, law_name, write_record
from licet.papers.replay import Replayed, read_record, replay
from licet.papers.report import write_picture, write_report, write_trace
from licet.papers.timestamp import Stamp, check_timestamp
from licet.papers.verifier import NotSound, Sound, verify
from licet.seal import Key as PrivateKey
from licet.seal import canonical, new_key, public_file, public_of, read_key, read_public_key

__all__ = [
    "Enclosed",
    "LeftOut",
    "NotSound",
    "PrivateKey",
    "Replayed",
    "Sound",
    "Stamp",
    "Telling",
    "canonical",
    "check_timestamp",
    "hide",
    "law_name",
    "left_out",
    "new_key",
    "public_file",
    "public_of",
    "read_answers",
    "read_key",
    "read_public_key",
    "read_record",
    "replay",
    "take_answers",
    "touched",
    "touches",
    "verify",
    "write_case_papers",
    "write_determinations",
    "write_holders",
    "write_impact",
    "write_letters",
    "write_parts",
    "write_picture",
    "write_portfolio",
    "write_portfolio_records",
    "write_record",
    "write_report",
    "write_trace",
]
