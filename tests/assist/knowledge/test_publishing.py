from datetime import datetime
from pathlib import Path

import pytest

from assist.knowledge import publishing
from assist.knowledge.actions import load_articles, load_saved_replies
from assist.knowledge.models import Article, Passage, SavedReply, State
from assist.knowledge.refusals import DraftOfAnother, NeverLive, NoDraft, NotInReview, OwnArticle
from cases.events.actors import SYSTEM, Actor
from cases.people.models import User

Articles = dict[str, Article]
TEXT = {"title": "Gift wrap", "body": "We wrap gifts for £4.", "audience": "public"}


@pytest.fixture
def writer(knowledge_manager: User) -> Actor:
    return Actor.of(knowledge_manager)


@pytest.fixture
def second(administrator: User) -> Actor:
    return Actor.of(administrator)


def test_a_draft_is_found_only_after_a_second_person_published_it(
    writer: Actor, second: Actor, at: datetime
) -> None:
    article = publishing.start_article(slug="gift-wrap", language="en", text=TEXT, by=writer, at=at)
    assert not Passage.objects.exists()
    publishing.submit_for_review(article=article, by=writer, at=at)
    with pytest.raises(OwnArticle):
        publishing.publish_article(article=article, by=writer, at=at)
    published = publishing.publish_article(article=article, by=second, at=at)
    assert (published.state, published.version) == (State.PUBLISHED, 1)
    assert Passage.objects.get().text == "We wrap gifts for £4."
    assert published.versions.get().reviewer_name == second.name


def test_editing_keeps_the_live_text_until_the_new_version_is_published(
    articles: Articles, writer: Actor, second: Actor, at: datetime
) -> None:
    article = articles["opening-hours"]
    publishing.save_draft(article=article, text={"body": "## Hours\nAlways open."}, by=writer, at=at)
    assert "8:00" in Article.objects.get(pk=article.pk).body
    publishing.submit_for_review(article=article, by=writer, at=at)
    live = publishing.publish_article(article=article, by=second, at=at)
    assert live.version == 2
    assert [v.state for v in live.versions.all()] == [State.PUBLISHED, State.SUPERSEDED]
    assert live.passages.get().text == "Always open."


def test_an_earlier_version_is_brought_back_as_a_new_one(
    articles: Articles, writer: Actor, second: Actor, at: datetime
) -> None:
    article = articles["opening-hours"]
    publishing.save_draft(article=article, text={"body": "Always open."}, by=writer, at=at)
    with pytest.raises(NeverLive):
        publishing.bring_back(article=article, number=2, by=second, at=at)
    publishing.submit_for_review(article=article, by=writer, at=at)
    publishing.publish_article(article=article, by=second, at=at)
    back = publishing.bring_back(article=article, number=1, by=second, at=at)
    assert back.version == 3
    assert "8:00" in back.body
    assert back.passages.filter(text__contains="8:00").exists()


def test_a_retired_article_is_out_of_every_search_and_keeps_its_versions(
    articles: Articles, second: Actor, at: datetime
) -> None:
    retired = publishing.retire_article(article=articles["opening-hours"], by=second, at=at)
    assert not retired.passages.exists()
    assert publishing.bring_back(article=retired, number=1, by=second, at=at).passages.exists()


def test_what_is_in_review_is_neither_edited_nor_submitted_again(
    articles: Articles, writer: Actor, at: datetime
) -> None:
    article = articles["opening-hours"]
    with pytest.raises(NoDraft):
        publishing.submit_for_review(article=article, by=writer, at=at)
    with pytest.raises(NotInReview):
        publishing.publish_article(article=article, by=writer, at=at)
    publishing.save_draft(article=article, text={"body": "x"}, by=writer, at=at)
    publishing.submit_for_review(article=article, by=writer, at=at)
    with pytest.raises(DraftOfAnother):
        publishing.save_draft(article=article, text={"body": "y"}, by=writer, at=at)


def test_sending_back_gives_the_draft_to_its_writer_with_a_note(
    articles: Articles, writer: Actor, second: Actor, at: datetime
) -> None:
    article = articles["opening-hours"]
    publishing.save_draft(article=article, text={"body": "x"}, by=writer, at=at)
    publishing.submit_for_review(article=article, by=writer, at=at)
    version = publishing.send_back(article=article, note="Say when", by=second, at=at)
    assert (version.state, version.note) == (State.DRAFT, "Say when")


def test_a_second_import_of_the_same_files_changes_nothing(
    articles: Articles, tmp_path: Path, at: datetime
) -> None:
    before = set(Passage.objects.values_list("pk", flat=True))
    load_articles(tmp_path, by=SYSTEM, at=at)
    assert set(Passage.objects.values_list("pk", flat=True)) == before
    (tmp_path / "opening-hours.md").write_text(
        (tmp_path / "opening-hours.md").read_text().replace("20:00", "21:00")
    )
    load_articles(tmp_path, by=SYSTEM, at=at)
    assert Article.objects.get(slug="opening-hours").version == 2


def test_the_import_names_the_writer_of_the_file(
    knowledge_manager: User, tmp_path: Path, at: datetime
) -> None:
    front = "---\ntitle: T\naudience: public\nreviewed: 2026-11-03\nauthor: tomasz\n---\nText."
    (tmp_path / "t.md").write_text(front)
    (article,) = load_articles(tmp_path, by=SYSTEM, at=at)
    assert article.author == knowledge_manager


def test_saved_replies_are_replaced_by_shortcut(db: None, tmp_path: Path, at: datetime) -> None:
    path = tmp_path / "saved.yaml"
    for body in ("One.", "Two."):
        path.write_text(f"- shortcut: /a\n  title: A\n  body: {body}\n")
        load_saved_replies(path, by=SYSTEM, at=at)
    assert SavedReply.objects.get().body == "Two."
