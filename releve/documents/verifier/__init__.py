"""The page that verifies itself: one HTML file, the same bytes in every evidence folder."""

from importlib.resources import files

NAME = "verifier.html"


def verifier_page() -> bytes:
    """Return the page, as it stands in the package."""
    return files(__package__).joinpath(NAME).read_bytes()
