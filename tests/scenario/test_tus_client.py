"""The library of those who made the tus protocol, in a browser, against our server."""

from hashlib import sha256

import pytest

LIBRARY = "tus-js-client/dist/tus.min.js"
CONTENT = bytes(index % 251 for index in range(3_000_000))

# Sends CONTENT in three pieces; resolves to what it asked, and what our server told.
UPLOAD = """
(name) => new Promise((resolve, reject) => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => index % 251);
    const asked = [];
    const upload = new tus.Upload(new File([bytes], name), {
        endpoint: "/my/print/tus",
        chunkSize: 1_000_000,
        retryDelays: [0, 100, 500],
        metadata: { filename: name, folder: "by the library" },
        onBeforeRequest: (request) => { asked.push(request.getMethod()); },
        onError: reject,
        onSuccess: ({ lastResponse }) => resolve({
            asked,
            file: JSON.parse(lastResponse.getHeader("Print-File")),
        }),
    });
    upload.start();
})
"""

# Sends a piece, then gives up; resolves to the status of what was left.
GIVE_UP = """
() => new Promise((resolve, reject) => {
    const upload = new tus.Upload(new File([new Uint8Array(3_000_000)], "x.tif"), {
        endpoint: "/my/print/tus",
        chunkSize: 1_000_000,
        metadata: { filename: "x.tif" },
        onError: reject,
        onChunkComplete: async () => {
            await upload.abort(true);
            const headers = { "Tus-Resumable": "1.0.0" };
            resolve((await fetch(upload.url, { method: "HEAD", headers })).status);
        },
    });
    upload.start();
})
"""


@pytest.fixture
def page(people, shop):
    page = people("hillside")
    page.goto("/my/print/files")
    page.add_script_tag(path=shop.node / LIBRARY)
    return page


def test_it_uploads_piece_by_piece(page):
    told = page.evaluate(UPLOAD, "Обложка.tif")
    assert told["asked"] == ["POST", "PATCH", "PATCH", "PATCH"]
    check_arrived(page, told["file"], "Обложка.tif")


def test_it_goes_on_where_the_connection_broke(page):
    pieces = []

    def break_second(route):
        if route.request.method == "PATCH":
            pieces.append(route.request)
        if len(pieces) == 2 and route.request is pieces[1]:
            route.abort()
        else:
            route.continue_()

    page.route("**/my/print/tus/*", break_second)
    told = page.evaluate(UPLOAD, "text.tif")
    assert told["asked"] == ["POST", "PATCH", "PATCH", "HEAD", "PATCH", "PATCH"]
    check_arrived(page, told["file"], "text.tif")


def test_it_gives_up_and_nothing_is_left(page):
    assert page.evaluate(GIVE_UP) == 404


def check_arrived(page, file, name):
    assert (file["name"], file["folder"]) == (name, "by the library")
    back = page.request.get(file["url"]).body()
    assert sha256(back).digest() == sha256(CONTENT).digest()
