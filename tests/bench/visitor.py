"""A browser without its window: it keeps cookies and says what each answer cost."""

import http.client
import json
import re
import statistics
import threading
import time
import urllib.parse
from dataclasses import dataclass, field

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
REDIRECTS = 5
SECONDS = 120  # after which an answer counts as lost


@dataclass
class Answer:
    """What came back.

    :param ms: on the way, as the visitor waits
    :param cost: ``queries``, ``sql_ms`` and ``cpu_ms`` of the server, see print_probe
    """

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    ms: float
    cost: dict = field(default_factory=dict)

    @property
    def text(self):
        return self.body.decode()

    @property
    def place(self):
        """Address that it leads to."""
        parts = urllib.parse.urlsplit(self.headers["Location"])
        return parts._replace(scheme="", netloc="").geturl()

    @property
    def result(self):
        """What a JSON route returned.

        :raise ValueError: with the error that it shows
        """
        said = json.loads(self.body)
        if "result" not in said:
            raise ValueError(said["error"].get("data", {}).get("name", said["error"]))
        return said["result"]


class Visitor:
    """One browser with one connection, kept open."""

    def __init__(self, url):
        self._host = urllib.parse.urlsplit(url).netloc
        self._cookies = {}
        self._connection = None

    def log_in(self, login, password):
        """Log in by the form that everybody has.

        :raise ValueError: when that does not work
        """
        self.enter("/web/login", {"login": login, "password": password})
        return self

    def enter(self, path, form):
        """Send a form, with the token of its page, where the answer leads elsewhere."""
        token = TOKEN.search(self.get(path).text)[1]
        answer = self.post(path, {**form, "csrf_token": token})
        if answer.status != 303:
            raise ValueError(f"{path} answers {answer.status}")
        return answer

    def share(self):
        """Return another visitor with the same session, as a second tab."""
        other = Visitor(f"http://{self._host}")
        other._cookies = dict(self._cookies)
        return other

    def get(self, path):
        return self._ask("GET", path)

    def find(self, path):
        """Return the address that ``path`` leads to."""
        for _redirect in range(REDIRECTS):
            answer = self.get(path)
            if answer.status not in (301, 302, 303, 307, 308):
                break
            path = answer.place
        assert answer.status == 200, f"{path} answers {answer.status}"
        return path

    def post(self, path, form):
        body = urllib.parse.urlencode(form)
        return self._ask("POST", path, body, "application/x-www-form-urlencoded")

    def json(self, path, **params):
        """Call a JSON route."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "params": params})
        return self._ask("POST", path, body, "application/json")

    def call(self, model, method, *args, **kwargs):
        """Call a method of a model, as the back office does."""
        return self.json(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=args,
            kwargs=kwargs,
        )

    def _ask(self, method, path, body=None, kind=None):
        cookies = "; ".join(f"{name}={text}" for name, text in self._cookies.items())
        headers = {"Cookie": cookies, "Accept-Language": "en-US"}
        if kind:
            headers["Content-Type"] = kind
        if not self._connection:
            self._connection = http.client.HTTPConnection(self._host, timeout=SECONDS)
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = None
            raise
        ms = 1000 * (time.perf_counter() - began)
        for each in answer.headers.get_all("Set-Cookie", ()):
            name, _equals, text = each.partition(";")[0].partition("=")
            self._cookies[name] = text
        cost = dict(
            each.split("=") for each in answer.headers.get("X-Cost", "").split()
        )
        cost = {name: float(text) for name, text in cost.items()}
        return Answer(answer.status, answer.headers, content, ms, cost)


@dataclass(frozen=True)
class Figures:
    """Medians of what one thing costs, asked many times."""

    queries: float
    cpu_ms: float
    sql_ms: float
    ms: float
    size: int  # bytes of an answer

    @classmethod
    def of(cls, answers):
        """Return the medians of ``answers``.

        :raise AssertionError: if one of them shows an error
        """
        for each in answers:
            assert each.status < 400, f"{each.status}: {each.body[:500]}"
            if each.headers.get_content_type() == "application/json":
                assert each.result is not False

        def median(values):
            return statistics.median(values)

        return cls(
            queries=median(each.cost["queries"] for each in answers),
            cpu_ms=median(each.cost["cpu_ms"] for each in answers),
            sql_ms=median(each.cost["sql_ms"] for each in answers),
            ms=median(each.ms for each in answers),
            size=len(answers[-1].body),
        )


@dataclass(frozen=True)
class Load:
    """What many clients at once were told."""

    answers: list
    errors: list  # sentences
    seconds: float

    @property
    def rate(self):
        """Answers each second."""
        return len(self.answers) / self.seconds

    def percentile(self, percent):
        """Return the milliseconds that ``percent`` of the answers took at most."""
        times = sorted(each.ms for each in self.answers)
        return times[min(len(times) - 1, len(times) * percent // 100)]


def together(clients, act, turns):
    """Let each client call ``act(client, turn)``, all at the same time.

    :param act: returns an ``Answer``
    :param int turns: of each client
    :rtype: Load
    """
    answers, errors, lock = [], [], threading.Lock()
    ready = threading.Barrier(len(clients))

    def work(client):
        ready.wait()
        for turn in range(turns):
            try:
                answer = act(client, turn)
                wrong = answer.status >= 400 and f"HTTP {answer.status}"
                if answer.headers.get_content_type() == "application/json":
                    assert answer.result is not None
            except (OSError, ValueError, http.client.HTTPException) as error:
                answer, wrong = None, repr(error)
            with lock:
                if wrong:
                    errors.append(wrong)
                else:
                    answers.append(answer)

    threads = [threading.Thread(target=work, args=[each]) for each in clients]
    began = time.perf_counter()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return Load(answers, errors, time.perf_counter() - began)
