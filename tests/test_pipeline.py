"""The pipeline: steps in an order that serves them all, streams in order, errors kept to their document."""

from __future__ import annotations

import pytest

from dragoman import pipeline as module
from dragoman.errors import InputError
from dragoman.pipeline import KINDS, STEPS, Step, find, run, run_document, run_steps
from dragoman.records import Actor, Attribution, Date, Failure, Place
from handmade import document

TEXT = 'On Monday Norway expelled two Chadian diplomats. "We regret this," Chad\'s envoy said in Oslo.'


def misplaced(steps):
    """Return (step, need) for each need that no earlier step gives."""
    given, missing = {"document"}, []
    for step in steps:
        missing += [(step.name, need) for need in step.needs if need not in given]
        given.add(step.gives)
    return missing


def test_each_step_finds_what_it_needs():
    """Whatever a step needs an earlier step gives, and no two steps give the same or share a name."""
    assert misplaced(STEPS) == []
    assert len({step.gives for step in STEPS}) == len({step.name for step in STEPS}) == len(STEPS)


def test_the_checker_sees_a_wrong_order():
    """Turned round, the steps no longer find what they need."""
    assert misplaced(STEPS[::-1])


def test_every_result_is_used():
    """What a step gives a later one needs; the last gives the events."""
    needed = {need for step in STEPS for need in step.needs}
    assert [step.gives for step in STEPS if step.gives not in needed] == ["events"]
    assert STEPS[-1].gives == "events"


class Watched(dict):
    """Results that note what is looked up."""

    def __init__(self, results):
        super().__init__(results)
        self.seen = set()

    def __getitem__(self, key):
        self.seen.add(key)
        return super().__getitem__(key)


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.name)
def test_steps_use_what_they_declare(step, pipeline):
    """A step looks at nothing but what it declares, and at all of that."""
    results = Watched(run_steps(document(TEXT, "2015-03-12"), pipeline))
    step.run(pipeline, results)
    assert results.seen == set(step.needs)


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.name)
def test_until_stops(step, pipeline):
    """`until` ends with the named step: its result is there, no later one is."""
    results = run_steps(document(TEXT), pipeline, until=step.name)
    later = STEPS[STEPS.index(step) + 1 :]
    assert step.gives in results
    assert not any(other.gives in results for other in later)


def test_clock(pipeline):
    """The clock holds CPU seconds for each step, summed over documents."""
    clock = {}
    run_steps(document(TEXT), pipeline, clock=clock)
    once = dict(clock)
    run_steps(document(TEXT), pipeline, clock=clock)
    assert set(clock) == {step.name for step in STEPS}
    assert all(clock[name] >= once[name] >= 0 for name in clock)


@pytest.mark.parametrize(("kind", "record"), list(zip(KINDS, (Actor, Date, Place, Attribution))))
def test_find(kind, record, pipeline):
    """`find` gives the records of one kind."""
    found = find(kind, document(TEXT, "2015-03-12"), pipeline)
    assert found
    assert all(isinstance(item, record) for item in found)


def named(id_, text=TEXT):
    """Return a document of that id."""
    return document(text).model_copy(update={"id": id_})


def test_order_and_failures():
    """Documents come back in input order, Failures where they stood."""
    broken = Failure(document="b", code="I001", message="not there")
    given = [named("a"), broken, named("c", "It rained."), named("d")]
    results = list(run(given))
    assert [item and item.id for item, _ in results] == ["a", None, "c", "d"]
    assert results[1][1] is broken
    assert results[2][1] == ()
    assert [{e.document for e in found} for _, found in results[::3]] == [{"a"}, {"d"}]


def test_a_stream_is_read_as_it_is_asked_for():
    """No document is taken from the stream before the one ahead of it is handed out."""
    taken = []

    def stream():
        for name in "abc":
            taken.append(name)
            yield named(name)

    results = run(stream())
    next(results)
    assert taken == ["a"]


@pytest.fixture
def failing(monkeypatch):
    """Make the step of dates fail on documents whose id is "bad"."""

    def fail(pipeline, results):
        if results["document"].id == "bad":
            raise ZeroDivisionError("on purpose")
        return ()

    steps = tuple(Step(s.name, s.needs, s.gives, fail) if s.name == "dates" else s for s in STEPS)
    monkeypatch.setattr(module, "STEPS", steps)


def test_one_failing_document_does_not_stop_the_rest(failing):
    """A document on which a step fails becomes a Failure that names the step; the others are read."""
    results = [outcome for _, outcome in run([named("a"), named("bad"), named("c")])]
    assert [type(outcome) for outcome in results] == [tuple, Failure, tuple]
    failure = results[1]
    assert (failure.document, failure.code) == ("bad", "I013")
    assert "dates" in failure.message and "on purpose" in failure.message


def test_failing_step_is_named(failing, pipeline):
    """Read alone, the document raises an InputError with the step and the first cause."""
    with pytest.raises(InputError, match=r"\[I013\] bad: the step dates .*ZeroDivisionError") as caught:
        run_document(named("bad"), pipeline)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_known_errors_pass_unchanged(monkeypatch, pipeline):
    """An error that a step raises on purpose keeps its own code."""

    def fail(pipeline, results):
        raise InputError("I012", where="x")

    steps = (Step("analyse", ("document",), "analysis", fail), *STEPS[1:])
    monkeypatch.setattr(module, "STEPS", steps)
    with pytest.raises(InputError) as caught:
        run_document(document(TEXT), pipeline)
    assert caught.value.code == "I012"


def test_interruption_is_no_failure(monkeypatch):
    """Ctrl-C ends the run instead of becoming a Failure of one document."""

    def interrupt(pipeline, results):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "STEPS", (Step("analyse", ("document",), "analysis", interrupt), *STEPS[1:]))
    with pytest.raises(KeyboardInterrupt):
        list(run([named("a")]))
