import { _t } from "@web/core/l10n/translation";

const RETRY_S = [1, 2, 5, 10, 20, 30]; // the last one again and again: laptops sleep
const STALLED_MS = 30_000; // nothing could be sent for so long: the line is dead
const ANSWER_MS = 600_000; // the server may have to read ten gigabytes once more
const SMALL = 1 << 20; // bytes that go together with the request that announces them
const PIECE_MIN = 1 << 20; // bytes
const PIECE_MAX = 1 << 26; // what a proxy that collects requests has to hold
const PIECE_MS = 5000; // a piece is as large as the line takes in this time
const AGAIN = new Set([408, 409, 423, 425, 429, 500, 502, 503, 504]);
const GONE = new Set([404, 410]);
const VERSION = { "Tus-Resumable": "1.0.0" };

/** The server said no: trying the same again is for people to decide. */
class Refused extends Error {}

/** No answer, or none that says anything of the file. */
class Trouble extends Error {}

/**
 * One file on its way to the server by the tus protocol 1.0, with the extensions creation,
 * creation-with-upload and termination (https://tus.io/protocols/resumable-upload). What our
 * server adds: a key that makes the same file the same upload, and what became of it.
 *
 * Knows nothing of pages: UploadQueue says when, FileDrop shows it. The server's word counts:
 * after any trouble it is asked how much it has, and the rest is sent.
 */
export class TusUpload {
    /**
     * @param {Object} options
     * @param {File} options.file
     * @param {string} options.endpoint address where uploads are announced
     * @param {Object<string, string>} options.metadata what is announced of the file
     * @param {string} [options.url] address of this upload, if it was announced before
     * @param {function(TusUpload)} options.onChange called when anything public has changed
     */
    constructor({ file, endpoint, metadata, url = "", onChange }) {
        Object.assign(this, { file, endpoint, metadata, url, onChange });
        /** waiting, sending, saving, broken, paused, refused, done or dropped */
        this.state = "waiting";
        this.sent = 0; // bytes
        this.sentence = ""; // why, when refused
        this.retryAt = 0; // when broken: milliseconds, as Date.now()
        this.answer = null; // when done: what the server says of the file
        this.offset = null; // bytes the server has; null: ask it
        this.piece = PIECE_MIN;
        this.failures = 0; // in a row
    }

    get isSmall() {
        return this.file.size <= SMALL;
    }

    get isRunning() {
        return ["sending", "saving", "broken"].includes(this.state);
    }

    /** Send what the server does not have yet; goes on by itself until told otherwise. */
    async start() {
        const run = (this.run = {}); // a pause and a start in between leave one loop
        this.change("sending");
        while (this.run === run && this.isRunning) {
            try {
                const answer = await this.step();
                this.failures = 0;
                if (answer && this.run === run) {
                    this.finish(answer);
                }
            } catch (error) {
                if (this.run === run) {
                    await this.onTrouble(error);
                }
            }
        }
    }

    /** Stop for now; the server keeps what it has. */
    pause() {
        this.stop("paused");
    }

    /** Do not wait for the next try. */
    hurry() {
        this.wake?.();
    }

    /** Stop for good; the server forgets what it has. */
    drop() {
        const isKept = this.url && this.state !== "done";
        this.stop("dropped");
        if (isKept) {
            dropUpload(this.url);
        }
    }

    stop(state) {
        this.run = null;
        this.offset = null;
        this.xhr?.abort();
        this.wake?.();
        this.change(state);
    }

    finish(answer) {
        this.answer = answer;
        this.sent = this.file.size;
        this.change("done");
    }

    change(state) {
        this.state = state;
        this.onChange(this);
    }

    // What goes out

    /** Do the next thing; return what the server says of the file if it was the last one. */
    step() {
        if (!this.url) {
            return this.announce();
        }
        return this.offset === null ? this.ask() : this.send();
    }

    async announce() {
        const body = this.isSmall ? this.file : null;
        const pairs = Object.entries(this.metadata).filter(([, value]) => value);
        const answer = await this.request("POST", this.endpoint, {
            body,
            headers: {
                "Upload-Length": this.file.size,
                "Upload-Metadata": pairs.map(([k, v]) => `${k} ${base64(v)}`).join(),
            },
        });
        answer.check(201);
        this.url = new URL(answer.header("Location"), window.location).pathname;
        return this.take(answer); // it may have been announced before, and be half here
    }

    async ask() {
        const answer = await this.request("HEAD", this.url);
        if (GONE.has(answer.status)) {
            this.url = "";
            return null;
        }
        answer.check(200);
        return this.take(answer);
    }

    async send() {
        const began = Date.now();
        const end = Math.min(this.offset + this.piece, this.file.size);
        const answer = await this.request("PATCH", this.url, {
            body: this.file.slice(this.offset, end),
            headers: { "Upload-Offset": this.offset },
        });
        if (GONE.has(answer.status)) {
            this.offset = null;
            return null;
        }
        answer.check(200, 204);
        const factor = PIECE_MS / Math.max(Date.now() - began, 1);
        const piece = this.piece * Math.min(Math.max(factor, 0.5), 2);
        this.piece = Math.min(Math.max(Math.round(piece), PIECE_MIN), PIECE_MAX);
        return this.take(answer);
    }

    /** Note how much the server has; return what it says of the file if that is all. */
    take(answer) {
        const offset = answer.header("Upload-Offset");
        this.offset = offset === null ? null : Number(offset);
        this.progress(this.offset || 0);
        const file = answer.header("Print-File"); // of our server, once all is here
        return this.offset === this.file.size ? JSON.parse(file || "{}") : null;
    }

    progress(sent) {
        this.sent = sent;
        if (this.isRunning) {
            this.change(sent === this.file.size ? "saving" : "sending");
        }
    }

    /** Resolve to an Answer; fail if none comes. */
    request(method, url, { body = null, headers = {} } = {}) {
        return new Promise((resolve, reject) => {
            const xhr = new XMLHttpRequest();
            let watch;
            const expect = (ms) => {
                clearTimeout(watch);
                watch = setTimeout(() => xhr.abort(), ms);
            };
            xhr.open(method, url);
            const own = { ...VERSION, "X-CSRF-Token": odoo.csrf_token };
            const kind = body && { "Content-Type": "application/offset+octet-stream" };
            for (const [name, value] of Object.entries({
                ...own,
                ...kind,
                ...headers,
            })) {
                xhr.setRequestHeader(name, value);
            }
            if (body?.size) {
                const offset = this.offset || 0;
                xhr.upload.onprogress = (ev) => {
                    expect(ev.loaded < ev.total ? STALLED_MS : ANSWER_MS);
                    this.progress(offset + ev.loaded);
                };
            }
            xhr.onloadend = () => {
                clearTimeout(watch);
                if (xhr.status) {
                    resolve(new Answer(xhr));
                } else {
                    reject(new Trouble("No answer"));
                }
            };
            this.xhr = xhr;
            expect(STALLED_MS);
            xhr.send(body);
        });
    }

    // What goes wrong

    async onTrouble(error) {
        this.offset = null;
        if (!(error instanceof Trouble || error instanceof Refused)) {
            throw error;
        }
        const run = this.run;
        const isReadable = await canRead(this.file);
        if (this.run !== run) {
            return;
        }
        if (!isReadable) {
            error = new Refused(
                _t("The file has changed or is gone: choose it again.")
            );
        }
        if (error instanceof Refused) {
            this.sentence = error.message;
            this.change("refused");
            return;
        }
        const seconds = RETRY_S[Math.min(this.failures++, RETRY_S.length - 1)];
        this.retryAt = Date.now() + 1000 * seconds;
        this.change("broken");
        await new Promise((resolve) => {
            this.wake = resolve;
            setTimeout(resolve, 1000 * seconds);
        });
        if (this.run === run) {
            this.change("sending");
        }
    }
}

/** What the server answered. */
class Answer {
    constructor(xhr) {
        this.xhr = xhr;
        this.status = xhr.status;
    }

    header(name) {
        return this.xhr.getResponseHeader(name);
    }

    /** Fail unless the server has done what it was asked. */
    check(...statuses) {
        const isTus = this.header("Tus-Resumable");
        if (isTus && statuses.includes(this.status)) {
            return;
        }
        if (AGAIN.has(this.status)) {
            throw new Trouble(`Status ${this.status}`);
        }
        throw new Refused(
            (isTus && this.xhr.responseText) ||
                _t("The server did not understand. Reload the page, then go on.")
        );
    }
}

/** Whether the bytes can still be read: files are changed and moved, sticks are pulled. */
async function canRead(file) {
    try {
        await file.slice(0, 1).arrayBuffer();
        return true;
    } catch {
        return false;
    }
}

function base64(text) {
    return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Let the server forget an upload that nobody goes on with. */
export function dropUpload(url) {
    const headers = { ...VERSION, "X-CSRF-Token": odoo.csrf_token };
    // Should this be lost, the server forgets the upload when it expires.
    fetch(url, { method: "DELETE", headers }).catch(() => {});
}
