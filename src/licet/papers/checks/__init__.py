"""What is wrong with a dossier before it is sent: `check_dossier`."""

from licet.papers.checks.rules import KINDS, RULES, check_dossier, findings_of_case
from licet.papers.checks.view import Finding

__all__ = ["KINDS", "RULES", "Finding", "check_dossier", "findings_of_case"]
