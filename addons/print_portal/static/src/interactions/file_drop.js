import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { renderToElement } from "@web/core/utils/render";
import { Interaction } from "@web/public/interaction";

const AT_ONCE = 2; // more would only share the same line
const RELOAD = () => _t("Reload the page and add the file again.");
const QUIET_MS = 2000; // between two sentences for screen readers

/**
 * Sends files while the page stays usable, each with its own progress.
 *
 * Fires "print-file-uploaded" (detail: id, name, size, size_text) for each file that is complete
 * on the server's disk. Markup: template print_portal.file_drop.
 */
export class FileDrop extends Interaction {
    static selector = ".pr-drop";
    dynamicContent = {
        _root: { "t-att-class": () => ({ over: this.over }) },
        _document: {
            "t-on-dragover": this.onDragOver,
            "t-on-dragleave": this.onDragLeave,
            "t-on-drop": this.onDrop,
        },
        _window: { "t-on-beforeunload": this.onLeave },
        "input[type=file]": {
            "t-att-class": () => ({ "d-none": true }),
            "t-on-change": this.onChoose,
        },
        ".pr-drop-send": { "t-att-class": () => ({ "d-none": true }) },
        ".pr-drop-choose": {
            "t-att-class": () => ({ "d-none": false }),
            "t-on-click": () => this.input.click(),
        },
    };

    setup() {
        this.over = false;
        this.input = this.el.querySelector("input[type=file]");
        this.list = this.el.parentElement.querySelector(".pr-uploads");
        this.live = this.el.parentElement.querySelector(".pr-uploads-live");
        this.uploads = new Set();
        this.spoken = [];
    }

    start() {
        // On a slow line people choose files before this script has come.
        if (this.input.files.length) {
            this.onChoose();
        }
    }

    destroy() {
        for (const upload of this.uploads) {
            upload.xhr?.abort();
        }
    }

    // Files come in

    onChoose() {
        this.add([...this.input.files]);
        this.input.value = ""; // else the form around would send them once more
    }

    onDragOver(ev) {
        if (ev.dataTransfer?.types.includes("Files")) {
            ev.preventDefault();
            this.over = true;
        }
    }

    onDragLeave(ev) {
        if (!ev.relatedTarget) {
            this.over = false;
        }
    }

    onDrop(ev) {
        this.over = false;
        if (!ev.dataTransfer?.files.length) {
            return;
        }
        ev.preventDefault();
        const items = [...ev.dataTransfer.items].filter((item) => item.kind === "file");
        const folders = items.map((item) => item.webkitGetAsEntry?.()?.isDirectory);
        this.add([...ev.dataTransfer.files], folders);
    }

    onLeave(ev) {
        if ([...this.uploads].some((upload) => !upload.refused)) {
            ev.preventDefault();
        }
    }

    /**
     * @param {File[]} files
     * @param {boolean[]} folders which of them are folders: their bytes cannot be read
     */
    add(files, folders = []) {
        for (const [index, file] of files.entries()) {
            const upload = { file, name: wellFormed(file.name) };
            upload.row = renderToElement("print_portal.Upload", {
                name: upload.name,
                waiting: _t("Waiting"),
            });
            const onClick = (name, fn) =>
                upload.row.querySelector(name).addEventListener("click", fn);
            onClick(".pr-cancel", () => this.drop(upload));
            onClick(".pr-retry", () => this.retry(upload));
            this.list.append(upload.row);
            this.uploads.add(upload);
            if (folders[index]) {
                this.refuse(upload, _t("Add the files in the folder, not the folder."));
            }
        }
        this.sendNext();
    }

    // Files go out

    sendNext() {
        const uploads = [...this.uploads].filter((upload) => !upload.refused);
        const running = uploads.filter((upload) => upload.running).length;
        const waiting = uploads.filter((upload) => !upload.running);
        for (const upload of waiting.slice(0, AT_ONCE - running)) {
            upload.running = true;
            this.send(upload);
        }
    }

    async send(upload) {
        try {
            const { name, file } = upload;
            const refusal = await rpc("/my/print/files/check", {
                name,
                size: file.size,
            });
            if (refusal) {
                this.refuse(upload, refusal);
            } else if (this.uploads.has(upload)) {
                this.finish(upload, await this.transfer(upload));
            }
        } catch (error) {
            const lost = !error || error instanceof ConnectionLostError;
            this.refuse(
                upload,
                lost ? _t("No connection. Retry when it is back.") : RELOAD()
            );
        }
        this.sendNext();
    }

    /** Send the bytes; resolves to the answer: id, name and size, or error. */
    transfer(upload) {
        return new Promise((resolve, reject) => {
            const xhr = (upload.xhr = new XMLHttpRequest());
            const name = encodeURIComponent(upload.name);
            xhr.open("POST", `/my/print/files/upload?name=${name}`);
            xhr.setRequestHeader("Content-Type", "application/octet-stream");
            xhr.setRequestHeader("X-CSRF-Token", odoo.csrf_token);
            xhr.upload.onprogress = (ev) => this.showProgress(upload, ev.loaded);
            xhr.onload = () => resolve(parseAnswer(xhr.responseText));
            xhr.onerror = () => reject();
            xhr.onabort = () => resolve({});
            xhr.send(upload.file);
        });
    }

    finish(upload, answer) {
        if (answer.error) {
            this.refuse(upload, answer.error);
        } else if (answer.id) {
            this.drop(upload);
            this.say(_t("Uploaded: %s", answer.name));
            this.el.dispatchEvent(
                new CustomEvent("print-file-uploaded", {
                    bubbles: true,
                    detail: answer,
                })
            );
            this.refreshPage();
        }
    }

    refuse(upload, sentence) {
        upload.refused = true;
        upload.running = false;
        this.show(upload, { sentence });
    }

    retry(upload) {
        upload.refused = false;
        this.show(upload, { state: _t("Waiting") });
        this.sendNext();
    }

    /** Forget an upload that is done or not wanted any more. */
    drop(upload) {
        this.uploads.delete(upload);
        upload.xhr?.abort();
        upload.row.remove();
        this.sendNext();
    }

    // What people see and hear

    showProgress(upload, loaded) {
        const total = upload.file.size;
        const percent = total ? Math.round((100 * loaded) / total) : 100;
        const state =
            loaded < total
                ? _t("%(loaded)s of %(total)s", {
                      loaded: sizeWords(loaded),
                      total: sizeWords(total),
                  })
                : _t("Saving on our disk");
        this.show(upload, { percent, state });
    }

    show(upload, { percent = 0, state = "", sentence = "" }) {
        const part = (selector) => upload.row.querySelector(selector);
        const bar = part(".pr-bar");
        bar.setAttribute("aria-valuenow", percent);
        bar.firstElementChild.style.width = `${percent}%`;
        bar.classList.toggle("d-none", Boolean(sentence));
        part(".pr-upload-state").textContent = state;
        part(".pr-err").textContent = sentence;
        part(".pr-err").classList.toggle("d-none", !sentence);
        part(".pr-retry").classList.toggle("d-none", !sentence);
    }

    /** Tell screen readers, a few sentences at a time. */
    say(sentence) {
        this.spoken.push(sentence);
        if (this.spoken.length === 1) {
            this.waitForTimeout(() => {
                this.live.textContent = this.spoken.splice(0).join(". ");
            }, QUIET_MS);
        }
    }

    /** Fetch the part of the page that lists the files anew. */
    async refreshPage() {
        const selector = this.el.dataset.refresh;
        if (selector) {
            const page = await this.waitFor(fetch(window.location.href));
            const html = await this.waitFor(page.text());
            const fresh = new DOMParser().parseFromString(html, "text/html");
            document
                .querySelector(selector)
                .replaceWith(document.adoptNode(fresh.querySelector(selector)));
        }
    }
}

/** A name with half a character in it (possible on Windows) cannot be put in a URL. */
function wellFormed(name) {
    return name.replace(/\p{Surrogate}/gu, "_");
}

function parseAnswer(text) {
    try {
        return JSON.parse(text);
    } catch {
        // The login page, or a page of a server in between.
        return { error: RELOAD() };
    }
}

/** Bytes as people read them; the same steps and units as on the pages. */
function sizeWords(size) {
    const lang = document.documentElement.lang || undefined;
    const digits = (value) => value.toLocaleString(lang, { maximumFractionDigits: 1 });
    if (size >= 2 ** 30) {
        return _t("%s GB", digits(size / 2 ** 30));
    }
    if (size >= 2 ** 20) {
        return _t("%s MB", digits(size / 2 ** 20));
    }
    return _t("%s KB", digits(size / 2 ** 10));
}

registry.category("public.interactions").add("print_portal.file_drop", FileDrop);
