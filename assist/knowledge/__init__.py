"""Knowledge: articles that go through review, the passages cut from them, and the search over those passages.

An article is written as a draft, reviewed by a second person and published; every version stays and can be
brought
back. Publishing cuts the article into passages, one per heading, with a full-text vector and an embedding.
A search
never returns what its reader may not see: the AI agent's answers to customers are drawn from public
articles only.
Saved replies are short texts with variables that agents insert with '/'. What agents find wrong or missing
is kept
as flags and gaps, each with the case behind it. The format of the files is described in `files.py`.
"""
