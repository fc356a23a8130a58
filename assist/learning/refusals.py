from assist.learning.importing.reading import Unreadable
from cases.refusals import InvalidInput, Refusal


class FileUnreadable(InvalidInput):
    message = "The file cannot be read."
    advice = "Upload JSON lines or CSV, as UTF-8, plain or gzipped."

    @classmethod
    def of(cls, found: Unreadable) -> "FileUnreadable":
        return cls(str(found))


class NotMapped(InvalidInput):
    message = "Some needed columns are not chosen."
    advice = "Choose the columns for conversation, speaker and text."


class RowsAreBad(InvalidInput):
    message = "The file has bad rows, so nothing was imported."
    advice = "Correct the rows and upload the file again, or import it without the conversations that they belong to."


class NothingToImport(InvalidInput):
    message = "No conversation is left to import."
    advice = "Look at the columns and the speakers: every conversation needs a turn of its customer."


class StillWorking(Refusal):
    message = "The file is still being worked on."
    advice = "Wait until it is done; the page shows how far it is."


class Overtaken(Refusal):
    message = "Something else was asked for meanwhile, so nothing was written."
    advice = "Look at the page as it is now."


class AlreadyImported(Refusal):
    message = "This very file was imported already with the same columns."
    advice = "Use the data set that is there."


class NoClosedCases(Refusal):
    message = "No closed case has a conversation yet."
    advice = "Come back when cases were closed, or import past conversations from a file."


class TooLittle(Refusal):
    message = "There is too little to learn from."
    advice = "Import more conversations or add examples."


class AlreadyTraining(Refusal):
    message = "A training of this kind is waiting or running."
    advice = "Wait for it, or cancel it."


class NotOpen(Refusal):
    message = "This training has ended."
    advice = "Start another one."


class NoSuchLabel(InvalidInput):
    message = "There is no such intent or mood."
    advice = "Choose one from the list."


class NoDataSet(InvalidInput):
    message = "This kind is learnt from conversations, and no data set is chosen."
    advice = "Choose at least one data set."
