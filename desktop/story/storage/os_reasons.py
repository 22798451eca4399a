"""Say why the system refused a file, in any language."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Messages

DISK_FULL_ERRORS: Final = (errno.ENOSPC, errno.EDQUOT)
TOO_LARGE_ERRORS: Final = (errno.EFBIG,)
PERMISSION_ERRORS: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
MISSING_ERRORS: Final = (errno.ENOENT, errno.ENOTDIR, errno.ESTALE)
_PHRASES_BY_ERRORS: Final = {
    "full": DISK_FULL_ERRORS,
    "large": TOO_LARGE_ERRORS,
    "read_only": (errno.EROFS,),
    "refused": PERMISSION_ERRORS,
    "gone": MISSING_ERRORS,
    "no_file": (errno.EISDIR, errno.ENODEV),
    "slow": (errno.ETIMEDOUT,),
    "broken": (errno.EIO,),
    "long": (errno.ENAMETOOLONG,),
    "links": (errno.ELOOP,),
}
_PHRASES_BY_REFUSAL: Final[Mapping[str, str]] = {
    "missing": "gone",
    "folder": "no_file",
    "special": "no_file",
    "outside": "outside",
    "large": "large",
    "slow": "slow",
}

_MESSAGES: Final = Messages(
    {
        "full": "the disk is full",
        "large": "it is too large",
        "read_only": "nothing may be written there",
        "refused": "access was refused",
        "gone": "there is no such file or folder",
        "no_file": "it is a folder or a device, not a file",
        "outside": "it lies outside the story’s folder",
        "slow": "the disk takes too long to answer",
        "broken": "the disk cannot be read or written there",
        "long": "its name is too long",
        "links": "it is a link that leads to itself",
    }
)


@dataclass(frozen=True, slots=True)
class OsReason:
    """Says why the system refused a file; true of reading and writing.

    Without a phrase of our own, the `text` of the system is shown.
    """

    phrase: str
    text: str

    @classmethod
    def of(cls, error: Exception) -> OsReason:
        """Return the reason of an error."""
        phrase = _PHRASES_BY_REFUSAL.get(getattr(error, "refusal", ""), "")
        number = getattr(error, "errno", None)
        if not phrase:
            phrase = next((one for one, numbers in _PHRASES_BY_ERRORS.items() if number in numbers), "")
        return cls(phrase, getattr(error, "strerror", None) or str(error))

    def message(self, language: str) -> str:
        """Return the reason in a few words."""
        return _MESSAGES(self.phrase, language) if self.phrase else self.text


NO_REASON: Final = OsReason("", "")


def describe_os_error(error: Exception, language: str) -> str:
    """Return in a few words why a file was refused."""
    return OsReason.of(error).message(language)
