"""`python -m licet`: the command line, where the script is not on the path."""

from licet.cli import main

main()
