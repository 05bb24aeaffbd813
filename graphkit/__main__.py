"""`python -m graphkit` is the command line."""

from graphkit.cli import main

if __name__ == "__main__":
    main()
