"""The licences of what dragoman depends on: all are listed, as their packages state them, and compatible."""

from __future__ import annotations

import os
import re

import pytest

import reference_pages as pages

PAGE = pages.REFERENCE / "licences.md"
ROW = re.compile(r"^\| ([\w.-]+) \| ([^|]+) \| (reading|development) \|$", re.MULTILINE)

# May be combined with Apache-2.0 in one program.
COMPATIBLE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "PSF-2.0",
    "Unlicense", "Zlib",
}  # fmt: skip
# Copyleft that ends at the library's own files: fine for packages installed beside dragoman, unchanged.
BESIDE = {"MPL-2.0", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"}


def compatible(expression: str) -> bool:
    """Tell whether an SPDX expression (without brackets) lets a package be installed beside dragoman."""
    return any(
        all(name.strip() in COMPATIBLE | BESIDE for name in choice.split(" AND "))
        for choice in expression.split(" OR ")
    )


def listed() -> dict[str, tuple[str, str]]:
    return {name: (licence.strip(), use) for name, licence, use in ROW.findall(PAGE.read_text(encoding="utf-8"))}


def test_page_is_fresh():
    text = PAGE.read_text(encoding="utf-8")
    old = re.search(r"^\| package \|.*?(?=\n\n|\Z)", text, re.MULTILINE | re.DOTALL)
    assert old, "the page has no table of packages"
    if os.environ.get("DRAGOMAN_WRITE_DOCS"):
        PAGE.write_text(text.replace(old.group().rstrip("\n"), pages.licences_table().rstrip("\n")), encoding="utf-8")
    missing = sorted(set(pages.locked()) - set(listed()))
    assert not missing, f"locked but not listed (run `make docs`): {missing}"
    gone = sorted(set(listed()) - set(pages.locked()))
    assert not gone, f"listed but no longer locked (run `make docs`): {gone}"


@pytest.mark.parametrize("package", pages.locked())
def test_licence_is_compatible_and_as_stated(package):
    licence, _ = listed()[package]
    assert compatible(licence), f"{package} is under {licence}"
    stated = pages.licence_of(package)
    assert stated in (None, licence), f"{package} states {stated}; the page says {licence}"


def test_incompatible_licences_are_told():
    assert not compatible("GPL-3.0-only")
    assert not compatible("MIT AND AGPL-3.0-or-later")
    assert not compatible("unknown")
    assert compatible("GPL-2.0-only OR LGPL-2.1-or-later")


def test_own_licence():
    text = (pages.ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text and "Version 2.0, January 2004" in text and "END OF TERMS AND CONDITIONS" in text
