"""`python -m souk`: what the launcher script `souk` hands over to."""

import sys

if __name__ == "__main__":
    try:
        from souk.cli import app
    except KeyboardInterrupt:  # before there is anything to undo
        sys.exit(130)
    app.main()
