import { Pictures } from "@print_prepress/viewer/pictures";
import { difference } from "@print_prepress/proof/difference";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const NARROW = "(max-width: 767px)"; // as proof.css has it
const MARK = [229, 0, 126];
const LINE_PX = 3;
const AGAIN_MS = 300;
const PATIENCE_MS = 60000;

/**
 * Two versions of a proof: side by side, one over the other, or where they differ. Both
 * stages turn pages, zoom and move together; what differs is worked out here, from the
 * pictures of both.
 */
export class Compare extends Interaction {
    static selector = ".pr-stages.two";
    dynamicContent = {
        _root: { "t-on-print-viewer:page": this.onPage },
        "[data-mode]": {
            "t-on-click": this.onMode,
            "t-att-aria-pressed": (button) => String(button.dataset.mode === this.mode),
        },
        ".pr-modes": { "t-att-class": () => ({ "d-none": false }) },
        ".pr-find-pages": {
            "t-on-click": this.onFindPages,
            "t-att-class": () => ({ "d-none": this.mode !== "difference" }),
            "t-att-aria-pressed": () => String(this.isSearching),
        },
        ".pr-said": { "t-on-click": this.onLink },
    };

    setup() {
        this.after = this.el.querySelector("#stage");
        this.before = this.el.querySelector("#stage_before");
        this.views = [this.before, this.after].map((stage) =>
            JSON.parse(stage.dataset.view)
        );
        this.same = new Set((this.el.dataset.same || "").split(" "));
        this.pictures = [new Pictures(() => {}), new Pictures(() => {})];
        this.registerCleanup(() => this.pictures.forEach((each) => each.destroy()));
        const { file, page } = this.views[1];
        this.shown = { file, page };
        this.canvas = document.createElement("canvas");
        this.canvas.className = "pr-difference";
        this.canvas.hidden = true;
        this.found = new Map();
        this.isSearching = false;
        this.mode = window.matchMedia(NARROW).matches ? "after" : "two";
        this.said = this.el.querySelector(".pr-said");
    }

    start() {
        this.after.querySelector(".pr-sheet").append(this.canvas);
        this.registerCleanup(() => this.canvas.remove());
        this.setMode(this.mode);
    }

    // How both are shown -----------------------------------------------------------------

    onMode(ev) {
        this.setMode(ev.currentTarget.dataset.mode);
    }

    setMode(mode) {
        this.mode = mode;
        this.el.dataset.shown = mode;
        this.before.classList.toggle(
            "pr-behind",
            ["after", "difference"].includes(mode)
        );
        this.after.classList.toggle("pr-behind", mode === "before");
        this.show();
    }

    onPage(ev) {
        if (ev.target === this.after) {
            const { file, page } = ev.detail;
            this.shown = { file, page };
            this.show();
        }
    }

    say(text) {
        this.said.textContent = text;
    }

    // What differs on the page that is shown -----------------------------------------------

    async show() {
        this.canvas.hidden = true;
        if (this.mode !== "difference") {
            this.say("");
            return;
        }
        const asked = this.shown;
        this.say(_t("Comparing the page…"));
        const result = await this.waitFor(this.compare(asked.file, asked.page));
        if (asked !== this.shown || this.mode !== "difference") {
            return;
        }
        if (result.mask) {
            this.draw(result);
        }
        if (!this.isSearching) {
            this.say(tell(result));
        }
        this.updateContent();
    }

    /** Compare one page of both versions; what was worked out once is known. */
    async compare(key, page) {
        const id = `${key}-${page}`;
        if (!this.found.has(id)) {
            const result = await this.work(key, page);
            if (result.missing !== "picture") {
                this.found.set(id, result);
            }
            return result;
        }
        return this.found.get(id);
    }

    async work(key, page) {
        if (this.same.has(key)) {
            return { isSame: true, places: [] };
        }
        const files = this.views.map((view) =>
            view.files.find((file) => file.key === key)
        );
        const sides = files.map((file) => file && { file, page: pageOf(file, page) });
        if (!sides.every((side) => side && side.page)) {
            return { missing: "page", places: [{}] };
        }
        const images = await Promise.all(
            sides.map((side, at) => this.load(side.file, page, this.pictures[at]))
        );
        if (!images.every(Boolean)) {
            return { missing: "picture", places: [] };
        }
        const { naturalWidth: width, naturalHeight: height } = images[1];
        const [old, now] = [
            pixels(images[0], width, height, fit(sides[0].page, sides[1].page, width)),
            pixels(images[1], width, height),
        ];
        const sizes = sides.map((side) => trimOf(side.page));
        return { ...difference(now, old), width, height, sizes };
    }

    /** The picture of a page as soon as it is drawn; null if it cannot be. */
    async load(file, page, pictures) {
        const key = `page-${page}`;
        const end = Date.now() + PATIENCE_MS;
        pictures.look(file, [key]);
        while ([undefined, "waiting"].includes(pictures.state(file, key))) {
            if (Date.now() > end || pictures.isGone) {
                return null;
            }
            await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
        if (pictures.state(file, key) !== "done") {
            return null;
        }
        const image = new Image();
        image.src = pictures.url(file, page);
        try {
            await image.decode();
        } catch {
            return null;
        }
        return image;
    }

    /** Mark what differs: the rest steps back, places have a frame. */
    draw({ mask, places, width, height }) {
        this.canvas.width = width;
        this.canvas.height = height;
        const context = this.canvas.getContext("2d");
        const layer = context.createImageData(width, height);
        for (let index = 0; index < mask.length; index++) {
            const ink = mask[index] ? [...MARK, 255] : [255, 255, 255, 150];
            layer.data.set(ink, 4 * index);
        }
        context.putImageData(layer, 0, 0);
        context.strokeStyle = `rgb(${MARK})`;
        context.lineWidth = LINE_PX;
        for (const { left, top, right, bottom } of places) {
            context.strokeRect(left, top, right - left, bottom - top);
        }
        this.canvas.hidden = false;
    }

    // All pages ----------------------------------------------------------------------------

    async onFindPages() {
        if (this.isSearching) {
            this.isSearching = false;
            return;
        }
        this.isSearching = true;
        const differing = [];
        const pages = this.views[1].files.flatMap((file) =>
            Array.from({ length: file.count }, (_each, at) => ({ file, page: at + 1 }))
        );
        for (const [at, { file, page }] of pages.entries()) {
            if (!this.isSearching || this.mode !== "difference") {
                break;
            }
            this.say(
                _t("Compared: %(count)s of %(total)s", {
                    count: at,
                    total: pages.length,
                })
            );
            const result = await this.waitFor(this.compare(file.key, page));
            if (result.places.length || differs(result.sizes)) {
                differing.push({ file, page });
            }
            this.forget(file.key, page);
        }
        this.isSearching = false;
        this.tellPages(differing);
        this.updateContent();
    }

    /** Of pages that nobody looks at, only whether they differ is kept. */
    forget(key, page) {
        const id = `${key}-${page}`;
        if (
            this.found.get(id)?.mask &&
            !(key === this.shown.file && page === this.shown.page)
        ) {
            this.found.delete(id);
        }
    }

    tellPages(differing) {
        if (!differing.length) {
            this.say(_t("No differences on any page."));
            return;
        }
        this.said.replaceChildren(_t("Pages that differ:"));
        const isOne = this.views[1].files.length === 1;
        for (const { file, page } of differing) {
            const link = document.createElement("a");
            link.href = `?page=${page}`;
            link.textContent = isOne ? page : `${file.name}, ${page}`;
            Object.assign(link.dataset, { file: file.key, page });
            this.said.append(" ", link);
        }
    }

    onLink(ev) {
        const link = ev.target.closest("a[data-page]");
        if (link) {
            ev.preventDefault();
            const detail = { file: link.dataset.file, page: Number(link.dataset.page) };
            this.after.dispatchEvent(new CustomEvent("print-viewer:show", { detail }));
        }
    }
}

/** The run of like pages that a page belongs to, undefined if there is none. */
function pageOf(file, number) {
    let left = number;
    return file.pages.find((run) => {
        left -= run.count;
        return left <= 0;
    });
}

/** Left, top, width and height of the trimmed page in mm, null if unknown. */
function trimOf({ width, height, trim }) {
    if (!(trim && width && height)) {
        return null;
    }
    const [left, top, wide, high] = trim;
    return [
        (left * width) / 100,
        (top * height) / 100,
        (wide * width) / 100,
        (high * height) / 100,
    ];
}

/** Whether the trimmed sizes of both pages are not the same, beyond half a mm. */
function differs(sizes) {
    if (!sizes || !sizes.every(Boolean)) {
        return false;
    }
    const [[, , oldWide, oldHigh], [, , wide, high]] = sizes;
    return Math.abs(oldWide - wide) > 0.5 || Math.abs(oldHigh - high) > 0.5;
}

/**
 * Where the old picture lies on the new one, in its pixels: both in the same scale, and
 * their trimmed pages on one another. Undefined where sizes are not known.
 */
function fit(old, now, width) {
    const [oldTrim, trim] = [trimOf(old), trimOf(now)];
    if (!(oldTrim && trim)) {
        return undefined;
    }
    const scale = width / now.width;
    return [
        (trim[0] - oldTrim[0]) * scale,
        (trim[1] - oldTrim[1]) * scale,
        old.width * scale,
        old.height * scale,
    ];
}

function pixels(image, width, height, box = [0, 0, width, height]) {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(image, ...box);
    return context.getImageData(0, 0, width, height);
}

function tell({ isSame, missing, places, sizes }) {
    if (isSame) {
        return _t("The file is the same in both versions.");
    }
    if (missing === "page") {
        return _t("The other version has no such page.");
    }
    if (missing) {
        return _t("This page cannot be compared: it has no picture.");
    }
    const words = [];
    if (differs(sizes)) {
        const size = ([, , wide, high]) => `${wide.toFixed(1)} × ${high.toFixed(1)}`;
        words.push(
            _t("The trimmed size differs: %(old)s and %(now)s mm.", {
                old: size(sizes[0]),
                now: size(sizes[1]),
            })
        );
    }
    words.push(
        places.length
            ? _t("Places that differ: %s", places.length)
            : _t("No differences on this page.")
    );
    return words.join(" ");
}

registry.category("public.interactions").add("print_prepress.compare", Compare);
