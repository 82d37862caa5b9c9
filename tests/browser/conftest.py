"""A server of the real app, and a real Chromium that may talk to nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    expect,
    sync_playwright,
)

expect.set_options(timeout=30_000)  # what comes at all counts, not when
ROOT = Path(__file__).resolve().parents[2]
REQUIRED = "QC_REQUIRE_BROWSER"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
]


@dataclass(frozen=True, slots=True)
class App:
    """A running app: where it listens, and the folder of its workspace."""

    url: str
    folder: Path
    log: Path
    strangers: list[str] = field(default_factory=list)


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get(REQUIRED):
        pytest.fail(f"No Chromium found, and ${REQUIRED} asks for one.")
    pytest.skip("No Chromium found: install it to run the browser tests.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = _chromium()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, where its workspace is looked for, and what it writes."""

    url: str
    link: Path
    log: Path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests: to start one costs more than most of them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = tmp_path_factory.mktemp("server")
    link, log = place / "workspace", place / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = [f"--server.port={port}", "--server.headless=true"]
    env = {**os.environ, "QC_WORKSPACE": str(link)}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command + options, cwd=ROOT, env=env, stdout=out, stderr=out
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process, log)
            yield Server(url, link, log)
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def app(server: Server, tmp_path: Path) -> Iterator[App]:
    """The app on an empty workspace of its own, which it finds where it looks."""
    folder, before = tmp_path / "workspace", server.log.stat().st_size
    server.link.unlink(missing_ok=True)
    server.link.symlink_to(folder)
    yield App(server.url, folder, server.log)
    said = server.log.read_bytes()[before:].decode(errors="replace")
    assert "Traceback" not in said


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The app did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all tests: it has fetched and compiled the scripts already."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def page(app: App, window: BrowserContext) -> Iterator[Page]:
    """A fresh page; a request to anywhere but the app fails the test."""
    page = window.new_page()
    page.on("request", lambda request: _note(app, request))
    yield page
    if page.url.startswith(app.url):
        page.evaluate("localStorage.clear()")
    page.close()
    window.clear_cookies()
    assert app.strangers == []


def _note(app: App, request: Request) -> None:
    local = (app.url, app.url.replace("http", "ws"), "data:", "blob:")
    if not request.url.startswith(local):
        app.strangers.append(request.url)
