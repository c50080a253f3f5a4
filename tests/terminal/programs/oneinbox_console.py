"""The `oneinbox-console` command, as a file, for somebody who has seen the tour."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from console.accounts.once import remember_shown, tour_marker
from console.cli.main import main

if __name__ == "__main__":
    remember_shown(tour_marker())
    main()
