"""What state.sqlite holds; every script brings the file one version further."""

from __future__ import annotations

from qc.store import audit

_FIRST = """
CREATE TABLE batches (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    live INTEGER NOT NULL,
    document TEXT NOT NULL,
    seal TEXT NOT NULL
) STRICT;
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    seal TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE plans (
    measure TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    seal TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE annotations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    measure TEXT,
    day TEXT NOT NULL,
    text TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    seal TEXT NOT NULL
) STRICT;
CREATE TABLE actions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    measure TEXT,
    signal_date TEXT,
    stage TEXT,
    cause_code TEXT,
    cause TEXT,
    kind TEXT,
    owner TEXT,
    due TEXT,
    status TEXT NOT NULL,
    expected TEXT,
    check_date TEXT,
    result TEXT,
    resolved_week TEXT,
    seal TEXT NOT NULL
) STRICT;
"""

_PEOPLE = """
CREATE TABLE people (
    code TEXT PRIMARY KEY,
    who TEXT NOT NULL,
    name BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""

_MINUTES = """
CREATE TABLE minutes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    week TEXT NOT NULL,
    measure TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    seal TEXT NOT NULL
) STRICT;
CREATE TABLE seen (
    week TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    seal TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_ACTIONS = """
DROP TABLE actions;
CREATE TABLE actions (
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    document TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (number, version)
) STRICT, WITHOUT ROWID;
"""
# The first table of actions was never written to; this one keeps every version.

_SEALED_PEOPLE = "ALTER TABLE people ADD COLUMN seal TEXT NOT NULL DEFAULT '';"

MIGRATIONS = (_FIRST + audit.SCHEMA, _PEOPLE, _MINUTES, _ACTIONS, _SEALED_PEOPLE)
