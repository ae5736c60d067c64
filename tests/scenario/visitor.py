"""A person at a browser, without the browser: pages, forms, and the staff's client."""

import base64
import itertools
import json
import re

import requests
from lxml import html

TIMEOUT_S = 60


class Visitor:
    """One person's session with the shop."""

    def __init__(self, url):
        self.url = url
        self.session = requests.Session()
        self._ids = itertools.count(1)

    def get(self, path, **kwargs):
        return self.session.get(f"{self.url}{path}", timeout=TIMEOUT_S, **kwargs)

    def post(self, path, data, **kwargs):
        """Post a form as the page at ``path`` would."""
        data = {"csrf_token": self.token(), **data}
        return self.session.post(
            f"{self.url}{path}", data=data, timeout=TIMEOUT_S, **kwargs
        )

    def token(self):
        """Return this session's token for forms, as any page carries it."""
        text = self.get("/web/login?redirect=/").text
        return re.search(r"csrf_token: \"([^\"]+)\"", text)[1]

    def log_in(self, login, password):
        """Log in through the real form; return whether it let us in."""
        answer = self.post("/web/login", {"login": login, "password": password})
        return answer.ok and "/web/login" not in answer.url

    def tree(self, path):
        """Return the page at ``path``, parsed."""
        answer = self.get(path)
        answer.raise_for_status()
        return html.fromstring(answer.text)

    def words(self, path):
        """Return what a person reads on the page at ``path``, blanks folded."""
        main = self.tree(path).xpath("//main")[0]
        return " ".join(main.text_content().split())

    def json(self, path, **params):
        """Call a JSON route; return its result.

        :raise Refused: with what the server says
        """
        body = {"jsonrpc": "2.0", "id": next(self._ids), "params": params}
        answer = self.session.post(f"{self.url}{path}", json=body, timeout=TIMEOUT_S)
        reply = answer.json()
        if error := reply.get("error"):
            raise Refused(error["data"]["name"], error["data"]["message"])
        return reply.get("result")

    def call(self, model, method, *args, **kwargs):
        """Call a method as the web client does."""
        return self.json(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=list(args),
            kwargs=kwargs,
        )

    def upload(self, path, content):
        """Upload a file into the folder; return what the page is told of it."""
        name = base64.b64encode(path.encode()).decode()
        answer = self.session.post(
            f"{self.url}/my/print/tus",
            data=content,
            headers={
                "Tus-Resumable": "1.0.0",
                "Upload-Length": str(len(content)),
                "Upload-Metadata": f"filename {name}",
                "Content-Type": "application/offset+octet-stream",
            },
            timeout=TIMEOUT_S,
        )
        answer.raise_for_status()
        return json.loads(answer.headers["Print-File"])

    def typed(self, path):
        """Return what the form at ``path`` holds, as a browser would send it."""
        (form,) = self.tree(path).xpath("//form[contains(@class, 'pr-order')]")
        # lxml sends "on" for a chosen radio whose value is empty: "not set".
        empty = form.xpath(".//input[@type='radio'][@checked][@value='']/@name")
        return dict(form.form_values()) | dict.fromkeys(empty, "")


class Refused(Exception):
    """The server said no; ``kind`` is the name of its exception."""

    def __init__(self, kind, message):
        super().__init__(f"{kind}: {message}")
        self.kind = kind
        self.message = message
