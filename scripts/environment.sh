#!/bin/sh
# Makes .venv and fills it with what the locks say. A second run with nothing changed does
# nothing and needs no network.
#   sh scripts/environment.sh run    what `licet` needs, and licet itself
#   sh scripts/environment.sh test   that, and what the tests need
#   sh scripts/environment.sh system Debian packages that the tests need
set -eu
cd "$(dirname "$0")/.."

say() { echo "licet: $*" >&2; }

# Install Debian packages: as root, or through sudo if it asks nothing.
debian() {
    if [ "$(id -u)" = 0 ]; then as=
    elif sudo -n true 2>/dev/null; then as="sudo -n"
    else say "please have root run: apt-get install $*"; exit 1
    fi
    command -v apt-get >/dev/null || { say "please install what Debian calls: $*"; exit 1; }
    say "installing Debian packages: $*"
    $as apt-get -qq update >/dev/null 2>&1 || true  # an old list may do
    $as env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install "$@" >/dev/null
}

# The interpreter: python3.11 if there is one that runs, else python3.
interpreter() {
    for python in python3.11 python3; do
        "$python" -c 'import sys' 2>/dev/null && break
    done
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
        say "needs Python 3.11 or later; found $("$python" --version 2>&1 || echo none)"; exit 1; }
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        debian "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
}

# Does .venv hold exactly what the lock $1 says?
holds() { .venv/bin/python scripts/holds.py "$1"; }

pip() {
    # These would send packages elsewhere; where they come from is left to the machine.
    env -u PIP_TARGET -u PIP_PREFIX -u PIP_ROOT -u PIP_USER -u PIP_PYTHON -u PIP_DRY_RUN \
        -u PIP_CONSTRAINT -u PIP_REQUIREMENT -u PIP_EDITABLE -u PIP_NO_BINARY -u PIP_LOG \
        .venv/bin/python -m pip "$@"
}

# Install the lock $1: by the machine's own pip settings, and if those get in the way without them.
fill() {
    say "installing $(grep -c '==' "$1") packages of $1"
    set -- "$1" install -qq --no-deps --require-hashes --no-build-isolation --use-pep517 \
        --only-binary=:all: --no-binary=pyspark --no-input --no-warn-script-location \
        --disable-pip-version-check -r "$1"
    lock=$1; shift
    pip "$@" && holds "$lock" && return
    say "trying again without this machine's pip settings"
    PIP_CONFIG_FILE=/dev/null pip --isolated "$@" && holds "$lock"
}

# Is the stamp $1 what it was for these files? The place counts: scripts in .venv name it.
key() { { pwd; cat scripts/environment.sh "$@"; } | sha256sum; }
fresh() { stamp=$1; shift; [ "$(cat ".venv/.stamp-$stamp" 2>/dev/null)" = "$(key "$@")" ]; }
done_() { stamp=$1; shift; key "$@" >".venv/.stamp-$stamp"; }

run() {
    if ! fresh run requirements.lock; then
        interpreter
        say "making .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
        fill requirements.lock
        done_ run requirements.lock
    fi
    if ! fresh self pyproject.toml; then
        PIP_CONFIG_FILE=/dev/null pip --isolated install -qq --no-deps --no-build-isolation \
            --no-index --no-input --disable-pip-version-check -e .
        done_ self pyproject.toml
    fi
}

test_() {
    run
    fresh test requirements-test.lock && return
    fill requirements-test.lock
    done_ test requirements-test.lock
}

# Is the Java that Spark would run 17 or later? `version "17.0.15"`, or "1.8.0" of old.
java_runs_spark() {
    said=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1) || return 1
    number=$(echo "$said" | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1)
    [ "${number:-0}" -ge 17 ]
}

# Debian's Java 17, or where that is no longer kept the one that is usual there.
java_of_debian() {
    if apt-cache show openjdk-17-jre-headless >/dev/null 2>&1; then echo openjdk-17-jre-headless
    else echo default-jre-headless
    fi
}

system() {
    missing=
    command -v chromium >/dev/null || missing="$missing chromium"
    command -v pdftotext >/dev/null || missing="$missing poppler-utils"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null ||
        missing="$missing postgresql"
    java_runs_spark || missing="$missing $(java_of_debian)"
    # shellcheck disable=SC2086 # one word for each package
    [ -z "$missing" ] || debian $missing
}

case "$1" in
    run) run ;;
    test) test_ ;;
    system) system ;;
    *) say "run, test or system?"; exit 2 ;;
esac
