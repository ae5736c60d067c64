import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { renderToElement } from "@web/core/utils/render";
import { Interaction } from "@web/public/interaction";
import { askServer } from "../login_again/login_again";
import { chosenFiles, droppedFiles } from "../uploads/dropped";
import { heldUrls } from "../uploads/tabs";
import { dropUpload } from "../uploads/tus_upload";
import { UploadQueue } from "../uploads/upload_queue";
import { digits, progressWords, sizeWords } from "../uploads/words";

const SHOWN = 8; // rows: the folder below stays in sight
const QUIET_MS = 2000; // between two sentences for screen readers
const REFRESH_MS = 2000; // between two looks at the list of files
const FRAME_MS = 200; // between two pictures of what is on its way

/**
 * Takes files and folders, sends them while the page stays usable, and shows each one's way.
 *
 * Fires "print-file-uploaded" (detail: id, name, size, size_text) for each file that is complete
 * on the server's disk. Takes "print-file-chosen" (detail: files, metadata, onDone) from others
 * on the page. Markup: template print_portal.file_drop.
 */
export class FileDrop extends Interaction {
    static selector = ".pr-drop";
    dynamicContent = {
        _root: { "t-att-class": () => ({ over: this.over }) },
        _document: {
            "t-on-dragover": this.onDragOver,
            "t-on-dragleave": this.onDragLeave,
            "t-on-drop": this.onDrop,
            "t-on-print-file-chosen": this.onChosenElsewhere,
            "t-on-print-files-changed": () => this.refreshSoon(),
        },
        _window: {
            "t-on-beforeunload": this.onLeave,
            "t-on-online": this.onOnline,
        },
        "input[type=file]": {
            "t-att-class": () => ({ "d-none": true }),
            "t-on-change": (ev) => this.onChoose(ev.target),
        },
        ".pr-drop-send": { "t-att-class": () => ({ "d-none": true }) },
        ".pr-drop-choose": {
            "t-att-class": () => ({ "d-none": false }),
            "t-on-click": () => this.input.click(),
        },
        ".pr-drop-folder": {
            "t-att-class": () => ({ "d-none": !this.canChooseFolders }),
            "t-on-click": () => this.folderInput.click(),
        },
    };

    setup() {
        this.over = false;
        this.input = this.el.querySelector("input[name=file]");
        this.folderInput = this.el.querySelector("input[webkitdirectory]");
        this.canChooseFolders =
            "webkitdirectory" in this.input && !matchMedia("(pointer: coarse)").matches;
        this.panel = this.el.parentElement.querySelector(".pr-uploads");
        this.live = this.el.parentElement.querySelector(".pr-uploads-live");
        this.icons = JSON.parse(this.el.dataset.icons);
        this.rows = new Map(); // of uploads, and of what was left of others
        this.left = []; // of uploads that a reload or a crash has ended
        this.spoken = [];
        this.queue = new UploadQueue({
            endpoint: this.el.dataset.endpoint,
            onChange: (upload) => this.onUpload(upload),
        });
    }

    start() {
        this.onPanel(".pr-pause-all", () => this.queue.pause());
        this.onPanel(".pr-resume-all", () => this.queue.resume());
        this.onPanel(".pr-cancel-all", () => this.dropAll());
        // On a slow line people choose files before this script has come.
        if (this.input.files.length) {
            this.onChoose(this.input);
        }
        this.findLeft();
    }

    destroy() {
        this.queue.pause();
    }

    onPanel(selector, fn) {
        const button = this.part(selector);
        this.addListener(button, "click", () => this.press(button, fn));
    }

    /** Do what a button says; if it goes, the keyboard goes on at the one in its place. */
    press(button, fn) {
        const group = button.parentElement;
        fn();
        this.show();
        if (button.hidden) {
            group.querySelector("button:not([hidden])").focus();
        }
    }

    /** Find what a reload or a crash has ended; only the same file can go on with it. */
    async findLeft() {
        const { unfinished } = this.el.dataset;
        if (unfinished) {
            const found = await this.waitFor(rpc(unfinished, {}));
            const held = await this.waitFor(heldUrls());
            this.left = found.filter(({ url }) => !held.has(url));
            this.show();
        }
    }

    // Files come in

    onChoose(input) {
        const { again } = this;
        this.again = null;
        for (const { file, folder } of chosenFiles(input)) {
            const isAgain = again?.name === file.name && again.size === file.size;
            this.add([{ file, folder }], isAgain ? { folder: again.folder } : {});
        }
        input.value = ""; // else the form around would send them once more
    }

    /** Files for which another part of the page has asked, a replacement say. */
    onChosenElsewhere({ detail: { files, metadata, onDone } }) {
        this.add(
            files.map((file) => ({ file, folder: "" })),
            metadata,
            onDone
        );
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

    async onDrop(ev) {
        this.over = false;
        if (ev.dataTransfer?.types.includes("Files")) {
            ev.preventDefault();
            this.add(await this.waitFor(droppedFiles(ev.dataTransfer)));
        }
    }

    /**
     * @param {{ file: File, folder: string }[]} found
     * @param {Object<string, string>} metadata that is not as the file says
     * @param {function(Object)} [onDone] called with what the server says of a file
     */
    add(found, metadata = {}, onDone = null) {
        const within = this.el.dataset.folder || "";
        for (const { file, folder } of found) {
            const upload = this.queue.add(file, {
                filename: wellFormed(file.name),
                folder: wellFormed([within, folder].filter(Boolean).join("/")),
                ...metadata,
            });
            upload.onDone = onDone;
        }
        this.queue.sendNext();
        this.show();
    }

    // Files go out

    onUpload(upload) {
        if (upload.url) {
            this.left = this.left.filter(({ url }) => url !== upload.url); // it goes on
        }
        if (upload.state === "done") {
            this.onDone(upload);
        }
        if (["done", "dropped"].includes(upload.state)) {
            this.removeRow(upload);
        }
        this.showSoon();
    }

    async onDone({ answer, onDone }) {
        this.say(answer.name);
        this.el.dispatchEvent(
            new CustomEvent("print-file-uploaded", { bubbles: true, detail: answer })
        );
        await this.waitFor(onDone?.(answer));
        this.refreshSoon();
    }

    onOnline() {
        for (const upload of this.queue.uploads) {
            upload.hurry();
        }
    }

    onLeave(ev) {
        const { uploads } = this.queue;
        if ([...uploads].some(({ state }) => state !== "refused")) {
            ev.preventDefault();
        }
    }

    dropAll() {
        this.queue.drop();
        this.el.querySelector(".pr-drop-choose").focus();
    }

    forgetLeft(left) {
        dropUpload(left.url);
        this.left = this.left.filter((other) => other !== left);
        this.removeRow(left);
        this.show();
    }

    // What people see

    /** Many changes make one picture; while there is something to wait for, they go on. */
    showSoon() {
        this.isDue ||= this.waitForTimeout(() => {
            this.isDue = null;
            this.show();
        }, FRAME_MS);
    }

    show() {
        const uploads = [...this.queue.uploads];
        const isWaiting = ({ state }) => state === "waiting";
        const ordered = [
            ...uploads.filter((upload) => !isWaiting(upload)),
            ...this.left,
            ...uploads.filter(isWaiting),
        ];
        const shown = ordered.slice(0, SHOWN);
        for (const thing of this.rows.keys()) {
            if (!shown.includes(thing)) {
                this.removeRow(thing);
            }
        }
        for (const thing of shown) {
            this.showRow(thing);
        }
        this.showAll(uploads, ordered.length);
        if (uploads.some(({ state }) => state === "broken")) {
            this.showSoon(); // the next try comes nearer
        }
    }

    showAll(uploads, total) {
        this.panel.hidden = !total;
        this.part(".pr-uploads-count").textContent = digits(total);
        const more = this.part(".pr-uploads-more");
        more.hidden = total <= SHOWN;
        more.textContent = _t("And %s more", digits(total - SHOWN));
        const { files, arrived, sent, bytes } = this.queue.count();
        this.part(".pr-uploads-all").hidden = files < 2 || !uploads.length;
        setBar(this.part(".pr-uploads-all .pr-bar"), sent, bytes);
        this.part(".pr-uploads-sum").textContent = [
            _t("Files sent: %(done)s of %(all)s", {
                done: digits(arrived),
                all: digits(files),
            }),
            progressWords(sent, bytes, this.queue.isPaused ? 0 : this.queue.speed),
        ].join(" · ");
        this.part(".pr-pause-all").hidden = this.queue.isPaused;
        this.part(".pr-resume-all").hidden = !this.queue.isPaused;
    }

    showRow(thing) {
        const row = this.rows.get(thing) || this.makeRow(thing);
        const { state = "left", sent, sentence } = thing;
        const size = thing.file ? thing.file.size : thing.size;
        const part = (selector) => row.querySelector(selector);
        const isRefused = state === "refused";
        setBar(part(".pr-bar"), sent, size);
        part(".pr-bar").classList.toggle("wait", ["broken", "left"].includes(state));
        part(".pr-bar").hidden = isRefused || (state === "waiting" && !sent);
        const words = part(".pr-upload-state");
        words.hidden = isRefused;
        words.classList.toggle("pr-you-ink", ["broken", "left"].includes(state));
        words.classList.toggle("pr-2", !["broken", "left"].includes(state));
        setText(words, this.stateWords(thing, state, size));
        const error = part(".pr-err");
        error.hidden = !isRefused;
        setText(error, isRefused ? sentence : "");
        part(".pr-pause").hidden = state !== "sending";
        part(".pr-resume").hidden = !["paused", "broken"].includes(state);
        part(".pr-retry").hidden = !isRefused;
        part(".pr-again").hidden = state !== "left";
    }

    stateWords(thing, state, size) {
        const { sent } = thing;
        switch (state) {
            case "waiting":
                return _t("Waiting");
            case "saving":
                return _t("Saving on our disk");
            case "paused":
                return _t("Paused: %s", progressWords(sent, size));
            case "broken":
                return _t(
                    "Connection lost at %(sent)s. It resumes by itself, next try in %(seconds)s s",
                    {
                        sent: sizeWords(sent),
                        seconds: Math.max(
                            Math.ceil((thing.retryAt - Date.now()) / 1000),
                            0
                        ),
                    }
                );
            case "left":
                return _t("%s are here. Choose the same file to go on from there.", [
                    progressWords(sent, size),
                ]);
        }
        const isSending = (other) => other.state === "sending";
        const isAlone = [...this.queue.uploads].filter(isSending).length === 1;
        const speed = isAlone ? this.queue.speed : 0;
        return progressWords(sent, size, speed);
    }

    /** Who has been logged out meanwhile logs in first; his file waits here. */
    async tryAgain(thing) {
        thing.pause(); // the click is answered at once
        if (user.userId) {
            await askServer("/web/session/check", {}, { silent: true }).catch(() => {});
        }
        this.queue.goOn(thing);
    }

    makeRow(thing) {
        const name = thing.file ? thing.metadata.filename : thing.name;
        const folder = thing.file ? thing.metadata.folder : thing.folder;
        const row = renderToElement("print_portal.Upload", {
            name,
            icon: this.icons[name.toLowerCase().split(".").pop()] || "fa-file-o",
        });
        row.querySelector(".pr-file-name").append(...titleParts(folder, name));
        const onClick = (selector, fn) => {
            const button = row.querySelector(selector);
            button.addEventListener("click", () => this.press(button, fn));
        };
        const isLeft = !thing.file;
        onClick(".pr-pause", () => thing.pause());
        onClick(".pr-resume", () => this.queue.goOn(thing));
        onClick(".pr-retry", () => this.tryAgain(thing));
        onClick(".pr-again", () => {
            this.again = thing;
            this.input.click();
        });
        onClick(".pr-cancel", () => (isLeft ? this.forgetLeft(thing) : thing.drop()));
        this.part(".pr-uploads-rows").append(row);
        this.rows.set(thing, row);
        return row;
    }

    /** Take a row away; who was in it with the keyboard goes on beside it. */
    removeRow(thing) {
        const row = this.rows.get(thing);
        if (row?.contains(document.activeElement)) {
            const near = row.nextElementSibling || row.previousElementSibling;
            const next = near?.querySelector(".pr-cancel");
            (next || this.el.querySelector(".pr-drop-choose")).focus();
        }
        row?.remove();
        this.rows.delete(thing);
    }

    part(selector) {
        return this.panel.querySelector(selector);
    }

    /** Tell screen readers, a few sentences at a time. */
    say(name) {
        this.spoken.push(name);
        if (this.spoken.length === 1) {
            this.waitForTimeout(() => {
                const names = this.spoken.splice(0);
                this.live.textContent =
                    names.length > 3
                        ? _t("Files uploaded: %s", digits(names.length))
                        : _t("Uploaded: %s", names.join(", "));
            }, QUIET_MS);
        }
    }

    // The list of files

    refreshSoon(wait = this.queue.uploads.size ? REFRESH_MS : 0) {
        if (this.el.dataset.refresh && !this.isStale) {
            this.isStale = true;
            this.waitForTimeout(() => this.refreshPage(), wait);
        }
    }

    /** Fetch the part of the page that lists the files anew. */
    async refreshPage() {
        this.isStale = false;
        const selector = this.el.dataset.refresh;
        const old = document.querySelector(selector);
        if (old.matches(":has(.dropdown-menu.show, input:focus)")) {
            this.refreshSoon(REFRESH_MS); // nothing is taken from under anybody's hands
            return;
        }
        const page = await this.waitFor(fetch(window.location.href));
        const html = await this.waitFor(page.text());
        const fresh = new DOMParser().parseFromString(html, "text/html");
        const part = fresh.querySelector(selector);
        if (part) {
            const interactions = this.services["public.interactions"];
            // Others show this part anew as well: what was here before may be gone.
            const current = document.querySelector(selector);
            interactions.stopInteractions(current);
            current.replaceWith(document.adoptNode(part));
            interactions.startInteractions(part);
        }
    }
}

/** A doubtful file in the folder: the file that is chosen for it takes its place. */
export class FileReplace extends Interaction {
    static selector = ".pr-replace";
    dynamicContent = {
        _root: { "t-att-class": () => ({ "d-none": false }) },
        button: { "t-on-click": () => this.input.click() },
        input: { "t-on-change": this.onChoose },
    };

    setup() {
        this.input = this.el.querySelector("input");
    }

    onChoose() {
        const { folder, url } = this.el.dataset;
        const detail = {
            files: [...this.input.files],
            metadata: { folder },
            // A refusal leaves both files in the list, where anybody can see why.
            onDone: ({ id }) => rpc(url, { by: id }),
        };
        document.dispatchEvent(new CustomEvent("print-file-chosen", { detail }));
        this.input.value = "";
    }
}

/** What stands above a bar; names break behind _ and keep their ending whole. */
function titleParts(folder, name) {
    const within = document.createElement("span");
    within.className = "pr-2";
    within.textContent = folder ? `${folder}/` : "";
    const parts = name.split(/(?<=_)|(?=\.\w{1,5}$)/);
    return [within, ...parts.flatMap((part) => [part, document.createElement("wbr")])];
}

function setBar(bar, done, all) {
    const percent = all ? Math.floor((100 * done) / all) : 0;
    bar.setAttribute("aria-valuenow", percent);
    bar.firstElementChild.style.width = `${percent}%`;
}

/** Write only what has changed: screen readers would read it once more. */
function setText(element, text) {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}

/** A name with half a character in it (possible on Windows) cannot be written down. */
function wellFormed(name) {
    return name.replace(/\p{Surrogate}/gu, "_");
}

registry.category("public.interactions").add("print_portal.file_drop", FileDrop);
registry.category("public.interactions").add("print_portal.file_replace", FileReplace);
