"""The `oneinbox-console` command, as a file."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from console.cli.main import main

if __name__ == "__main__":
    main()
