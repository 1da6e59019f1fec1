"""What all tests share: how random tests are run.

`make test` tries the same cases every time, so a change is judged by itself; `make prove` takes
the profile `search` and tries new ones, a thousand where a test does not say how many.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile(
    "search", settings.get_profile("house"), derandomize=False, max_examples=1000
)
settings.load_profile("house")
