from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from aggregator.view.filters import Filters, resolve
from aggregator.view.reading import Skipped, reading
from aggregator.view.stories import Story, find_story, stories
from tests.view.made_up import START, Shelf


def told(shelf: Shelf, *, singles: bool = False, limit: int | None = None, **filters: object) -> list[Story]:
    with reading(shelf.path) as store:
        condition = resolve(store, Filters(**filters))  # type: ignore[arg-type]
        return list(stories(store, condition, Skipped(), singles=singles, limit=limit))


@contextmanager
def found(shelf: Shelf, key: str) -> Iterator[Story | None]:
    with reading(shelf.path) as store:
        yield find_story(store, key, Skipped())


def test_a_story_has_its_articles_in_the_order_of_time(shelf: Shelf) -> None:
    key = shelf.story(shelf.put("first"), shelf.put("second", language="ja", site="echo-reef"))
    shelf.put("alone")
    (story,) = told(shelf)
    assert (story.id, story.title, [a.title for a in story.articles]) == (key, "first", ["first", "second"])
    assert (story.lead.title, story.languages) == ("first", ["en", "ja"])


def test_newest_stories_come_first(shelf: Shelf) -> None:
    one, two, three = (shelf.put(title) for title in ("one", "two", "three"))
    shelf.story(one, three)
    shelf.story(two)
    assert [story.title for story in told(shelf)] == ["two", "one"]


def test_limit(shelf: Shelf) -> None:
    for n in range(60):
        shelf.story(shelf.put(str(n)))
    assert [story.title for story in told(shelf, limit=55)] == [str(n) for n in range(59, 4, -1)]


def test_an_article_alone_is_a_story_on_demand(shelf: Shelf) -> None:
    shelf.story(shelf.put("first"), shelf.put("second"))
    shelf.put("alone")
    assert [(story.title, story.grouped) for story in told(shelf, singles=True)] == [("alone", False), ("first", True)]


def test_a_story_keeps_the_id_it_had_while_alone(shelf: Shelf) -> None:
    first = shelf.put("first")
    (alone,) = told(shelf, singles=True)
    shelf.story(first, shelf.put("second"))
    (joined,) = told(shelf, singles=True)
    assert alone.id == joined.id


def test_a_filter_chooses_the_lead_and_keeps_the_sources(shelf: Shelf) -> None:
    shelf.story(shelf.put("first"), shelf.put("第二", language="ja"))
    (story,) = told(shelf, languages=("ja",))
    assert (story.title, story.lead.title, len(story.articles)) == ("第二", "第二", 2)


def test_a_copy_does_not_lead_even_if_it_came_earlier(shelf: Shelf) -> None:
    original = shelf.put("original", at=START + timedelta(hours=5))
    copy = shelf.put("copy", at=START)
    shelf.story(original, copy)
    shelf.copy(original, copy)
    (story,) = told(shelf, singles=True)
    assert [article.title for article in story.articles] == ["original", "copy"]
    assert story.lead.title == "original"


def test_an_unreadable_article_does_not_take_its_story_away(shelf: Shelf) -> None:
    first = shelf.put("first")
    shelf.story(first, shelf.put("second"))
    shelf.run("UPDATE articles SET kinds = 'no json' WHERE id = ?", first)
    assert [story.lead.title for story in told(shelf)] == ["second"]


def test_find_by_id_and_by_a_former_id(shelf: Shelf) -> None:
    key = shelf.story(shelf.put("first"))
    shelf.run("INSERT INTO redirects VALUES ('former', ?)", key)
    for wanted in (key, "former"):
        with found(shelf, wanted) as story:
            assert story is not None
            assert story.id == key


def test_unknown_story(shelf: Shelf) -> None:
    with found(shelf, "nothing") as story:
        assert story is None
