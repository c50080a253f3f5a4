"""`python -m console`: the same as the `oneinbox-console` command."""

from console.cli.main import main

if __name__ == "__main__":
    main()
