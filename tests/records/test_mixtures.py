"""The same document, whatever markup it comes in, says the same."""

from hypothesis import HealthCheck, given, settings

from app.records.huizen import parse_document, to_json

from .printing import EXPECTED, printed

unhurried = settings(
    deadline=None,
    max_examples=120,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def assert_says_the_same(text: str) -> None:
    read = to_json(parse_document(text))
    pages = [line for line in read["niet_geplaatst"] if line.startswith("Pagina 2")]
    read["niet_geplaatst"] = [line for line in read["niet_geplaatst"] if line not in pages]
    assert len(pages) == text.count("Pagina 2")
    assert read == EXPECTED


@unhurried
@given(text=printed())
def test_any_mixture_of_markup_gives_the_same_fields(text: str) -> None:
    assert_says_the_same(text)


@unhurried
@given(text=printed(any_order=True))
def test_fields_in_any_order_give_the_same_fields(text: str) -> None:
    assert_says_the_same(text)


@unhurried
@given(text=printed(uniform=True))
def test_a_document_that_keeps_to_one_form_gives_the_same_fields(text: str) -> None:
    assert_says_the_same(text)
