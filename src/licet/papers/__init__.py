"""Documents that leave the house: determinations of a portfolio, its report, letters, records."""

from licet.papers.case_papers import (
    FORMATS,
    PAPERS,
    Dossier,
    Finding,
    Hop,
    Written,
    chain_of,
    check_dossier,
    findings_of_case,
    notices_of,
    of_case,
    papers_of,
    read_dossier,
    template,
    titles,
    with_case,
    write_case_papers,
    write_dossier,
    write_papers,
)
from licet.papers.determinations import write_determinations
from licet.papers.holders import Telling, told_of, write_holders
from licet.papers.impact import write_impact
from licet.papers.left_out import LeftOut, left_out, name_of, touched, touches
from licet.papers.letters import read_answers, take_answers, write_letters
from licet.papers.portfolio_records import write_portfolio_records
from licet.papers.record import Enclosed, hide, law_name, write_record
from licet.papers.replay import Replayed, read_record, replay
from licet.papers.report import (
    article_drawn,
    drawing_style,
    write_board,
    write_picture,
    write_report,
    write_trace,
)
from licet.papers.timestamp import Stamp, check_timestamp
from licet.papers.verifier import NotSound, Sound, verify
from licet.seal import Key as PrivateKey
from licet.seal import canonical, new_key, public_file, public_of, read_key, read_public_key

__all__ = [
    "FORMATS",
    "PAPERS",
    "Dossier",
    "Enclosed",
    "Finding",
    "Hop",
    "LeftOut",
    "NotSound",
    "PrivateKey",
    "Replayed",
    "Sound",
    "Stamp",
    "Telling",
    "Written",
    "article_drawn",
    "canonical",
    "chain_of",
    "check_dossier",
    "check_timestamp",
    "drawing_style",
    "findings_of_case",
    "hide",
    "law_name",
    "left_out",
    "name_of",
    "new_key",
    "notices_of",
    "of_case",
    "papers_of",
    "public_file",
    "public_of",
    "read_answers",
    "read_dossier",
    "read_key",
    "read_public_key",
    "read_record",
    "replay",
    "take_answers",
    "template",
    "titles",
    "told_of",
    "touched",
    "touches",
    "verify",
    "with_case",
    "write_board",
    "write_case_papers",
    "write_determinations",
    "write_dossier",
    "write_holders",
    "write_impact",
    "write_letters",
    "write_papers",
    "write_picture",
    "write_portfolio_records",
    "write_record",
    "write_report",
    "write_trace",
]
