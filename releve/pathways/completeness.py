"""What may be said of completeness after an extraction: it rests on the publisher's word before it.

One sentence, the same on every later document about these pathways.
"""

from releve.model.extraction import Extracted
from releve.model.time import instant_text
from releve.textes import sentence

COMPLETENESS = "completeness_by_publisher"


def completeness(told: Extracted, language: str = "fr") -> str:
    """Return the sentence; it claims what was compared, and says what was not seen."""
    facts = {"publisher": told.publisher, "extracted_at": instant_text(told.extracted_at)}
    return sentence(COMPLETENESS, facts, language)
