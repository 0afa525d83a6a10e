"""What was read before changes nothing of what is read next."""

from dragoman.pipeline import run_document
from dragoman.records import Document, to_json


def test_a_document_reads_the_same_alone_and_after_another(pipeline):
    """A price of $17 read first does not spoil "March 15 to 17" in the next document."""
    first = Document(id="a", text="The fine was $17, 15 or 16 pounds, at 17:00, the minister of Peru said on the 17th.")
    second = Document(id="b", text="Peru's minister visited Chile from March 15 to 17, 2011, and met 17 envoys.")
    alone = [to_json(event) for event in run_document(second, pipeline)]
    run_document(first, pipeline)
    assert [to_json(event) for event in run_document(second, pipeline)] == alone
