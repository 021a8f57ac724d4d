"""`python -m souk`: what the launcher script `souk` hands over to."""

from souk.cli import app

if __name__ == "__main__":
    app.main()
