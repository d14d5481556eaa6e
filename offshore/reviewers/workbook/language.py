"""The workbook's own words, which no page of the book has, in a catalogue of their own."""

from dataclasses import dataclass

from offshore.display.language import Language

CATALOGUE = "workbook"


@dataclass(frozen=True)
class Words(Language):
    """A language that looks for messages in the workbook's catalogue before the shared one."""

    def text(self, message: str, **values: object) -> str:
        """Return a message in this language; raises UserError as `Language.text` does."""
        own = self._found(message, CATALOGUE, "")
        return own.format(**values) if own else super().text(message, **values)


def words_of(language: Language) -> Words:
    """Return a language with the words of the workbook."""
    return Words(language.code, language.locale, language.compendium)
