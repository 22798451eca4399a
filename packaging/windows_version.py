"""What Windows shows under "Details" of the program, as PyInstaller reads it."""

from __future__ import annotations


def version_resource(version: str) -> str:
    """Return the version resource's text for a version such as 1.2.3."""
    numbers = tuple([*(int(part) for part in version.split(".")), 0, 0, 0][:4])
    strings = {
        "CompanyName": "The Passeur authors",
        "FileDescription": "Passeur",
        "FileVersion": version,
        "InternalName": "passeur",
        "LegalCopyright": "Copyright 2026 The Passeur authors. MIT licence.",
        "OriginalFilename": "passeur.exe",
        "ProductName": "Passeur",
        "ProductVersion": version,
    }
    table = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    fixed = (
        f"FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0)"
    )
    # 0409 04B0: English (United States), Unicode.
    tables = (
        f"StringFileInfo([StringTable('040904B0', [{table}])]), VarFileInfo([VarStruct('Translation', [1033, 1200])])"
    )
    return f"VSVersionInfo(ffi={fixed}, kids=[{tables}])\n"
