"""Known holes in what the console is made of, by pip-audit. Run it with `make audit`.

It asks a database in the network about every version of `constraints.txt`. Of what that does not
know, or where it cannot be reached, pip-audit alone would say that no holes were found. The exit
code is 1 when there is a hole, and 2 when not all could be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"
_SHOWN = 5


def judged(dependencies: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """The exit code, and what to say, of what pip-audit has told of each dependency."""
    skipped = [each["name"] for each in dependencies if "skip_reason" in each]
    holes = [
        f"{each['name']} {each['version']}: {hole['id']}, mended in "
        f"{', '.join(hole['fix_versions']) or 'no version yet'}"
        for each in dependencies
        for hole in each.get("vulns", ())
    ]
    known = len(dependencies) - len(skipped)
    said = [f"{known} of {len(dependencies)} packages were looked up; {len(holes)} known holes."]
    if skipped:
        more = f" and {len(skipped) - _SHOWN} more" if len(skipped) > _SHOWN else ""
        said.append(f"NOT audited, the source does not tell: {', '.join(skipped[:_SHOWN])}{more}.")
    return (1 if holes else 2 if skipped else 0), [*said, *holes]


def main() -> int:
    """Audit, and say plainly what is not known."""
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--format", "json",
               "--no-deps", "--disable-pip", "--requirement", str(CONSTRAINTS)]  # fmt: skip
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        code, said = judged(json.loads(answer.stdout)["dependencies"])
    except (ValueError, KeyError):
        why = answer.stderr.strip().rpartition("\n")[2]
        code, said = 2, [f"NOT audited: the source could not be reached. {why}"]
    print("\n".join(said))  # noqa: T201 - what it is for
    return code


if __name__ == "__main__":
    sys.exit(main())
