"""The system's Chromium without a window, driven over a pipe by its own protocol: no library.

What a person does is done as input events (keys, files dropped or chosen); what they read is read
from the page. Source: chromedevtools.github.io/devtools-protocol, `--remote-debugging-pipe`.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path

_FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--window-size=1100,900", "--remote-debugging-pipe"),
)
_KEYS = {"Tab": 9, "Enter": 13, " ": 32}
_PATIENCE = 30


class Browser:
    """One Chromium, its pages each in a tab of their own."""

    def __init__(self):
        self._home = tempfile.mkdtemp(prefix="releve-browser-")
        theirs, self._to = os.pipe()
        self._from, ours = os.pipe()
        command = f'exec "$@" 3<&{theirs} 4>&{ours}'
        told = ("chromium", *_FLAGS, f"--user-data-dir={self._home}", "about:blank")
        self._process = subprocess.Popen(
            ("bash", "-c", command, "bash", *told),
            pass_fds=(theirs, ours),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(ours)
        self._numbers = count(1)
        self._rest = b""
        self._events = []

    def close(self):
        try:
            self.send("Browser.close")
        finally:
            self._process.wait(timeout=_PATIENCE)
            os.close(self._to)
            os.close(self._from)
            shutil.rmtree(self._home, ignore_errors=True)

    def send(self, method, session=None, **params):
        """Ask something and return the answer; events that come meanwhile are kept."""
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": params}
        if session:
            asked["sessionId"] = session
        data = json.dumps(asked).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        while True:
            told = self._message()
            if told.get("id") == number:
                assert "error" not in told, (method, told["error"])
                return told["result"]
            self._events.append(told)

    def event(self, method, session):
        """Return the next event of a kind."""
        while True:
            for told in self._events:
                if (told.get("method"), told.get("sessionId")) == (method, session):
                    self._events.remove(told)
                    return told["params"]
            self._events.append(self._message())

    def forget(self):
        self._events.clear()

    def _message(self):
        while b"\0" not in self._rest:
            piece = os.read(self._from, 1 << 16)
            assert piece, "the browser stopped"
            self._rest += piece
        one, _, self._rest = self._rest.partition(b"\0")
        return json.loads(one)

    def open(self, path):
        """Open a file of this disk in a new tab."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        told = self.send("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(self, told["sessionId"], target)
        page.go(Path(path))
        return page


class Page:
    """One tab."""

    def __init__(self, browser, session, target):
        self._browser, self._session, self._target = browser, session, target
        for domain in ("Page", "DOM", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method, **params):
        return self._browser.send(method, self._session, **params)

    def close(self):
        self._browser.send("Target.closeTarget", targetId=self._target)
        self._browser.forget()

    def go(self, path):
        """Open a file, and forget what was told of the one before."""
        self._browser.forget()
        self.send("Emulation.setEmulatedMedia", media="", features=[])
        self.send("Page.navigate", url=path.resolve().as_uri())
        self._browser.event("Page.loadEventFired", self._session)

    def js(self, expression):
        """Evaluate an expression, awaited if it is a promise."""
        told = self.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def until(self, expression):
        """Wait until an expression is true."""
        ends = time.monotonic() + _PATIENCE
        while not (value := self.js(expression)):
            assert time.monotonic() < ends, expression
            time.sleep(0.02)
        return value

    def choose(self, selector, *paths):
        """Give files to an input, as its dialogue does after a click on it."""
        self.js(f"document.querySelector({selector!r}).value = ''")
        root = self.send("DOM.getDocument")["root"]["nodeId"]
        node = self.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.send("DOM.setFileInputFiles", nodeId=node, files=[str(one) for one in paths])

    def choose_by_keyboard(self, key, *paths):
        """Press a key on the focused input, and answer the dialogue that it opens."""
        self.send("Page.setInterceptFileChooserDialog", enabled=True)
        self.press(key)
        node = self._browser.event("Page.fileChooserOpened", self._session)["backendNodeId"]
        self.send("DOM.setFileInputFiles", backendNodeId=node, files=[str(one) for one in paths])
        self.send("Page.setInterceptFileChooserDialog", enabled=False)

    def drop(self, selector, *paths):
        """Drag files from elsewhere onto an element."""
        self.js(f"document.querySelector({selector!r}).scrollIntoView()")
        box = self.js(
            f"(b => [b.x + b.width / 2, b.y + 20])"
            f"(document.querySelector({selector!r}).getBoundingClientRect())"
        )
        data = {"items": [], "files": [str(one) for one in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.send("Input.dispatchDragEvent", type=kind, x=box[0], y=box[1], data=data)

    def press(self, key, *, shift=False):
        about = {
            "key": key,
            "code": "Space" if key == " " else key,
            "windowsVirtualKeyCode": _KEYS[key],
            "modifiers": 8 if shift else 0,
        }
        typed = {"Enter": "\r", " ": " "}.get(key)
        if typed:
            about["text"] = typed
        self.send("Input.dispatchKeyEvent", type="keyDown", **about)
        self.send("Input.dispatchKeyEvent", type="keyUp", **about)

    def violations(self, axe):
        """Return what axe-core, whose script is given, finds with all its rules."""
        self.js(f"{axe}\n;1")
        found = self.js("axe.run(document, {resultTypes: ['violations']})")
        return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]

    def requests(self):
        """Return every address that the page asked for, its own file included."""
        self.js("1")
        return [
            told["params"]["request"]["url"]
            for told in self._browser._events
            if told.get("method") == "Network.requestWillBeSent"
            and told.get("sessionId") == self._session
        ]

    def complaints(self):
        """Return what the page threw and what the browser logged as an error."""
        self.js("1")
        return [
            told["params"]
            for told in self._browser._events
            if told.get("sessionId") == self._session
            and told.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded"}
        ]

    def screenshot(self, path, *, media="", dark=False):
        """Save what the whole page looks like, on screen or as printed."""
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.send("Emulation.setEmulatedMedia", media=media, features=features)
        told = self.send("Page.captureScreenshot", captureBeyondViewport=True)
        Path(path).write_bytes(base64.b64decode(told["data"]))
        self.send("Emulation.setEmulatedMedia", media="", features=[])
