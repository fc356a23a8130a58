"""Knowledge: articles that go through review, the passages cut from them, and the search over those passages.

An article is written as a draft, reviewed by a second person and published; every version stays and can be brought back.
Publishing cuts the article into passages, one per heading, with a full-text vector, an embedding and one for each sentence
under its heading. A search never returns what its reader may not see: the AI agent's answers to customers are drawn from
public articles only.
A long text (a letter, a brief) is searched as many needs at once, and their places are added up.
Saved replies are short texts with variables that agents insert with '/'. What agents find wrong is kept as flags. What
no article answers is kept as gaps, noticed by the search or reported by an agent: like questions form a topic, with the
cases behind it, until a writer answers it by an article or says why it is no gap. The format of the files is described in `files.py`.
"""
