"""Write the message of failed storage, for window and console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.session.storage_failures import StorageKind
from desktop.ui.widgets.shared_messages import MESSAGES

if TYPE_CHECKING:
    from desktop.session.text.document import Document


def describe_storage_failure(document: Document, kind: StorageKind, ui_language: str) -> str:
    """Return the sentence about a failure, "" while there is none."""
    error = document.storage_failures.error(kind)
    if error is None:
        return ""
    from desktop.story.storage.os_reasons import describe_os_error

    name = document.path.name if document.path is not None else ""
    reason = describe_os_error(error, ui_language)
    return MESSAGES(f"{kind}_failed", ui_language, name=name, folder=document.versions_folder, reason=reason)
