"""Telling a conversation again in a few sentences, without a language model.

Every sentence is taken from turns and brought into reported speech: "I'd like to cancel my order" becomes "The customer wants
to cancel their order". Many ways to tell each clause are made by rules; words are weighed by what notes of the past kept of
their conversations; the sentences that together promise the most are chosen. Nothing stands in them that was not said, but for
the words that report it (asks, says, suggests).

`wording` cleans and cuts, `people` finds names, `verbs` and `shifting` change person and form, `clauses` cuts sentences,
`asked`, `stated` and `indirect` hold the rules that `told` picks from, `statements` applies them to whole talks, `concepts`,
`prior` and `weights` learn, `choosing` picks, `teller` is the door.
"""
