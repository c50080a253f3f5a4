"""Prints how many cells the terminal takes for its first argument."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3]))

from console.doctor.sign_width import cells_of

if __name__ == "__main__":
    sys.stdout.write(f"{cells_of(sys.argv[1])}\n")
