"""The inspector keeps its forms: a story has slides of few layouts."""

from __future__ import annotations

from desktop.ui.inspector.inspector import _MAX_FORMS


def form_of(window, slide_id):
    window.session.navigator.go_to_slide(slide_id)
    window.workbench.inspector.refresh()
    return window.workbench.inspector.pages["slide"].form


def test_slides_of_one_shape_share_a_form_that_shows_each_ones_words(whole_window):
    first = form_of(whole_window, "title")
    title = first.rows["title"].editor.box.toPlainText()
    other = form_of(whole_window, "quote")
    assert other is not first
    assert first.isHidden()
    assert form_of(whole_window, "title") is first
    assert not first.isHidden()
    assert first.rows["title"].editor.box.toPlainText() == title
    assert other.isHidden()


def test_only_the_last_forms_are_kept(whole_window):
    page = whole_window.workbench.inspector.pages["slide"]
    forms = [form_of(whole_window, slide.id) for slide in whole_window.session.story.slides]
    assert len(set(map(id, forms))) > _MAX_FORMS
    assert len(page._form_by_shape) == _MAX_FORMS
    assert page.form is forms[-1]


def test_another_language_builds_forms_anew(whole_window):
    first = form_of(whole_window, "title")
    whole_window.workbench.inspector.retranslate()
    assert form_of(whole_window, "title") is not first
