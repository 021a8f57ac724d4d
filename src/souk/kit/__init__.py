"""What every service stands on. It knows no business word and no service."""
