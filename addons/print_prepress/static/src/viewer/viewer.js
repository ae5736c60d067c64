import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";
import { hold } from "./hand";
import { Pictures } from "./pictures";
import { Layers } from "./layers";
import { Scene } from "./scene";
import { Strip } from "./strip";

const PAN_SHARE = 0.15; // of the frame, by an arrow key
const PLACE_STEP = 1; // percent of the page, by an arrow key
const ZOOM_TWICE = 2.5; // by a double click
const PAGE_PX = 1200; // of the longer side of the picture that is not the large one
const TYPED = "input:not([type=checkbox]), textarea, select, [contenteditable='true']";

/**
 * A stage on which files are looked at page by page; see the template
 * `print_prepress.viewer` for what it shows.
 *
 * It tells, on its element: `print-viewer:page` {file, page}, when another page is shown;
 * `print-viewer:pin` {id}, when a pin was chosen; `print-viewer:place` {file, page, left,
 * top} in percent, when a place was chosen for a comment. It does, on its element:
 * `print-viewer:show` {file, page, pin}, each of them or none; `print-viewer:pins` {pins};
 * `print-viewer:placing` {on}, which its own button and keys tell as well.
 *
 * Two of them on a page, one with `data-follows`, share page, zoom and position.
 */
export class Viewer extends Interaction {
    static selector = ".pr-viewer";
    dynamicContent = {
        _root: {
            "t-on-print-viewer:show": (ev) => this.onShow(ev.detail),
            "t-on-print-viewer:pins": (ev) => this.onPins(ev.detail.pins),
            "t-on-print-viewer:placing": (ev) => this.setPlacing(ev.detail.on),
            "t-on-print-viewer:moved": (ev) => this.onMoved(ev),
            "t-att-class": () => ({
                "pr-live": true,
                "pr-placing": this.isPlacing,
                "pr-zoomed": !this.scene.isFit,
                "pr-without-lines": !this.hasLines,
            }),
        },
        _document: { "t-on-keydown": this.onKey },
        _window: { "t-on-resize": this.throttled(this.render) },
        ".pr-viewer-previous": { "t-on-click.prevent": () => this.turnBy(-1) },
        ".pr-viewer-next": { "t-on-click.prevent": () => this.turnBy(1) },
        ".pr-viewer-number": { "t-on-submit.prevent": this.onNumber },
        ".pr-viewer-number input": { "t-on-change": this.onNumber },
        ".pr-viewer-file": { "t-on-change": this.onFile },
        ".pr-viewer-in": { "t-on-click": () => this.zoomBy(2) },
        ".pr-viewer-out": {
            "t-on-click": () => this.zoomBy(-2),
            "t-att-disabled": () => this.scene.isFit,
        },
        ".pr-viewer-fit": {
            "t-on-click": this.toFit,
            "t-att-disabled": () => this.scene.isFit,
        },
        ".pr-viewer-full": { "t-on-click": this.toggleFull },
        ".pr-viewer-lines": {
            "t-on-click": () => (this.hasLines = !this.hasLines),
            "t-att-aria-pressed": () => String(this.hasLines),
        },
        ".pr-viewer-place": {
            "t-on-click": () => this.askPlacing(!this.isPlacing),
            "t-att-aria-pressed": () => String(this.isPlacing),
        },
        ".pr-plates": { "t-on-toggle": this.render },
        ".pr-plates-list": { "t-on-change": this.onPlate },
        ".pr-viewer-said": { "t-out": () => this.said },
    };

    setup() {
        const view = JSON.parse(this.el.dataset.view);
        this.files = view.files;
        this.pins = view.pins || [];
        this.backUrl = view.back?.url;
        this.page = view.page || 1;
        this.file = this.files.find(({ key }) => key === view.file) || this.files[0];
        this.chosen = view.pin || null;
        this.isPlacing = false;
        this.hasLines = true;
        this.said = "";
        this.hidden = new Set(); // names of the plates that are off
        this.scene = new Scene();
        this.frame = this.el.querySelector(".pr-scene");
        this.plates = this.el.querySelector(".pr-plates");
    }

    start() {
        this.pictures = new Pictures(() => this.refresh());
        this.registerCleanup(() => this.pictures.destroy());
        const sheet = this.frame.querySelector(".pr-sheet");
        this.layers = new Layers(sheet, (pin) => this.choose(pin));
        this.strip = new Strip(
            this.el.querySelector(".pr-strip"),
            (page) => this.turnTo(this.file, page),
            () => this.render()
        );
        this.registerCleanup(() => this.strip.destroy());
        this.registerCleanup(hold(this.frame, this.hand));
        const full = this.el.querySelector(".pr-viewer-full");
        if (full && !this.el.requestFullscreen) {
            full.hidden = true;
        }
        const watch = new ResizeObserver(() => this.render());
        watch.observe(this.frame);
        this.registerCleanup(() => watch.disconnect());
        this.render();
        if (this.chosen) {
            this.onShow({ pin: this.chosen });
        }
    }

    // What is shown ------------------------------------------------------------------

    /** @returns {Object} what is known of the page that is shown: a run of like pages */
    get about() {
        let left = this.page;
        for (const run of this.file.pages) {
            left -= run.count || 1;
            if (left <= 0) {
                return run;
            }
        }
        return {};
    }

    get arePlatesOn() {
        return this.plates.open && Boolean(this.about.has_plates);
    }

    refresh() {
        this.render();
        this.updateContent();
    }

    render() {
        if (!this.file.count) {
            return;
        }
        const { about, file, page, pictures } = this;
        this.measure(about);
        this.strip.turn(file, page);
        pictures.look(file, this.wanted());
        const shown = this.getShown();
        this.said = this.getSentence(shown);
        this.layers.place(this.scene);
        this.layers.showPicture(shown.url, this.getAlt());
        this.layers.showPlates(this.getPlates());
        this.layers.showBoxes(about);
        this.layers.showPins(
            this.pins.filter((pin) => pin.file === file.key && pin.page === page),
            this.chosen
        );
        this.strip.render((number) =>
            pictures.state(file, `thumb-${number}`) === "done"
                ? pictures.url(file, number, "thumb")
                : ""
        );
        this.renderTools(about);
    }

    measure(about) {
        const image = this.layers.natural;
        const page = about.width
            ? { width: about.width, height: about.height }
            : image || { width: 210, height: 297 };
        this.el.style.setProperty("--pr-ratio", page.width / page.height);
        this.scene.page = page;
        this.scene.frame = {
            width: this.frame.clientWidth || 1,
            height: this.frame.clientHeight || 1,
        };
        this.scene.keepIn();
    }

    /** Keys of the pictures to look at, the most urgent first. */
    wanted() {
        const { page, file } = this;
        const keys = [`page-${page}`];
        if (this.arePlatesOn) {
            keys.unshift(`plates-${page}`);
        } else if (this.isLargeOfUse) {
            keys.push(`large-${page}`);
        }
        for (const near of [page + 1, page - 1]) {
            if (near >= 1 && near <= file.count) {
                keys.push(`page-${near}`);
            }
        }
        keys.push(`thumb-${page}`);
        keys.push(...this.strip.inSight.map((number) => `thumb-${number}`));
        return [...new Set(keys)];
    }

    get isLargeOfUse() {
        const { width, height } = this.scene.size;
        const pixels = Math.max(width, height) * (window.devicePixelRatio || 1);
        return pixels > PAGE_PX * 1.2;
    }

    /** @returns {Object} `url` of the best picture there is, and the `state` of the page */
    getShown() {
        const { file, page, pictures } = this;
        const state = pictures.state(file, `page-${page}`);
        const isDone = (kind) => pictures.state(file, `${kind}-${page}`) === "done";
        const kinds = this.isLargeOfUse
            ? ["large", "page", "thumb"]
            : ["page", "thumb"];
        const kind = kinds.find(isDone);
        return { state, url: kind ? pictures.url(file, page, kind) : "" };
    }

    getSentence({ state }) {
        if (this.arePlatesOn) {
            const plates = this.pictures.state(this.file, `plates-${this.page}`);
            if (plates === "none") {
                return _t("The plates of this page cannot be shown.");
            }
            return Array.isArray(plates) ? "" : _t("Separating the page…");
        }
        if (state === "done") {
            return "";
        }
        return state === "none"
            ? _t("This page cannot be shown. Download the file to look at it.")
            : _t("Drawing the page…");
    }

    getAlt() {
        return _t("Page %(page)s of %(name)s", {
            page: this.page,
            name: this.file.name,
        });
    }

    /** @returns {Array|null} plates to lay over one another; null shows the page itself */
    getPlates() {
        const found = this.pictures.state(this.file, `plates-${this.page}`);
        if (!this.arePlatesOn || !Array.isArray(found)) {
            return null;
        }
        return found.map(({ name, colour }) => ({
            name,
            colour,
            isOn: !this.hidden.has(name),
            url: this.pictures.url(this.file, this.page, "plate", name),
        }));
    }

    renderTools(about) {
        const number = this.el.querySelector(".pr-viewer-number input");
        if (number && document.activeElement !== number) {
            number.value = this.page;
        }
        this.plates.hidden = !about.has_plates;
        this.layers.listPlates(
            this.el.querySelector(".pr-plates-list"),
            this.getPlates()
        );
        this.el
            .querySelector(".pr-viewer-legend")
            .replaceChildren(...legend(about, this.hasLines));
        this.el.querySelector(".pr-viewer-lines").hidden = !about.trim;
    }

    // Turning pages --------------------------------------------------------------------

    turnTo(file, page, isTold = true) {
        const number = Math.min(Math.max(page, 1), file.count);
        if (file === this.file && number === this.page) {
            return;
        }
        this.file = file;
        this.page = number;
        const select = this.el.querySelector(".pr-viewer-file");
        if (select) {
            select.value = file.key;
        }
        this.el.querySelector(".pr-viewer-live").textContent = _t(
            "Page %(page)s of %(count)s",
            { page: number, count: file.count }
        );
        this.refresh();
        if (isTold) {
            this.remember();
            this.tellMoved();
        }
        this.tell("page", { file: file.key, page: number });
    }

    /** The next page of the last page is the first one of the next file. */
    turnBy(step) {
        const page = this.page + step;
        const at = this.files.indexOf(this.file) + step;
        if (page >= 1 && page <= this.file.count) {
            this.turnTo(this.file, page);
        } else if (this.files[at]?.count) {
            this.turnTo(this.files[at], step > 0 ? 1 : this.files[at].count);
        }
    }

    onNumber() {
        const { value } = this.el.querySelector(".pr-viewer-number input");
        const page = Number.parseInt(value, 10);
        if (page) {
            this.turnTo(this.file, page);
        }
        this.el.querySelector(".pr-viewer-number input").value = this.page;
    }

    onFile(ev) {
        this.turnTo(
            this.files.find(({ key }) => key === ev.target.value),
            1
        );
    }

    /** Loading the page anew, or sending its address on, shows the same page. */
    remember() {
        if (this.el.dataset.follows) {
            return;
        }
        const url = new URL(window.location.href);
        url.searchParams.set("page", this.page);
        if (this.files.length > 1) {
            url.searchParams.set("file", this.file.key);
        }
        window.history.replaceState(window.history.state, "", url);
    }

    // Looking closer -------------------------------------------------------------------

    zoomBy(steps, left, top) {
        this.scene.zoomBy(steps, left, top);
        this.afterMove();
    }

    toFit() {
        this.scene.toFit();
        this.afterMove();
    }

    afterMove() {
        this.refresh();
        this.tellMoved();
    }

    toggleFull() {
        if (document.fullscreenElement) {
            document.exitFullscreen();
        } else {
            this.el.requestFullscreen?.();
        }
    }

    get hand() {
        const { scene } = this;
        return {
            isHeld: () => !scene.isFit,
            drag: (left, top) => {
                scene.moveBy(left, top);
                this.afterMove();
            },
            pinch: (factor, left, top) => {
                scene.zoomTo(scene.zoom * factor, left, top);
                this.afterMove();
            },
            wheel: (steps, left, top) => this.zoomBy(steps, left, top),
            swipe: (direction) => this.turnBy(direction),
            twice: (left, top) => {
                if (!this.isPlacing) {
                    scene.zoomTo(scene.isFit ? ZOOM_TWICE : 1, left, top);
                    this.afterMove();
                }
            },
            click: (left, top) => {
                if (this.isPlacing) {
                    const { x, y } = scene.pointAt(left, top);
                    this.tellPlace(100 * x, 100 * y);
                }
            },
        };
    }

    onPlate(ev) {
        const { name, checked } = ev.target;
        this.hidden[checked ? "delete" : "add"](name);
        this.render();
    }

    // Two side by side -----------------------------------------------------------------

    get others() {
        const { follows } = this.el.dataset;
        return [...document.querySelectorAll(".pr-viewer")].filter(
            (el) =>
                el !== this.el &&
                (el.id === follows || el.dataset.follows === this.el.id)
        );
    }

    tellMoved() {
        const detail = {
            at: this.files.indexOf(this.file),
            page: this.page,
            zoom: this.scene.zoom,
            x: this.scene.x,
            y: this.scene.y,
        };
        for (const other of this.others) {
            other.dispatchEvent(new CustomEvent("print-viewer:moved", { detail }));
        }
    }

    onMoved({ detail }) {
        this.turnTo(this.files[detail.at] || this.file, detail.page, false);
        this.scene.place(detail);
        this.render();
    }

    // Pins -------------------------------------------------------------------------------

    /** Somebody has chosen a pin on the page. */
    choose(pin) {
        this.chosen = pin.id;
        this.render();
        this.tell("pin", { id: pin.id });
    }

    onShow({ file, page, pin }) {
        const shown = this.pins.find(({ id }) => id === pin);
        this.chosen = pin === undefined ? this.chosen : pin;
        const key = file || shown?.file;
        this.turnTo(
            this.files.find((each) => each.key === key) || this.file,
            page || shown?.page || this.page
        );
        if (shown?.box) {
            this.scene.zoomToBox(shown.box);
        }
        this.afterMove();
    }

    onPins(pins) {
        this.pins = pins;
        this.render();
    }

    askPlacing(on) {
        this.tell("placing", { on });
    }

    /** While on, a click on the page, or the cross that arrows move, chooses a place. */
    setPlacing(on) {
        this.isPlacing = on;
        if (on) {
            const { x, y } = this.scene;
            this.layers.showCross(100 * x, 100 * y, _t("Arrows move, Enter takes it"));
        } else {
            this.layers.hideCross();
        }
    }

    tellPlace(left, top) {
        if (left >= 0 && left <= 100 && top >= 0 && top <= 100) {
            this.askPlacing(false);
            const place = { left: rounded(left), top: rounded(top) };
            this.tell("place", { file: this.file.key, page: this.page, ...place });
        }
    }

    tell(name, detail) {
        this.el.dispatchEvent(
            new CustomEvent(`print-viewer:${name}`, { bubbles: true, detail })
        );
    }

    // Keys -------------------------------------------------------------------------------

    onKey(ev) {
        const isElsewhere =
            this.el.dataset.follows ||
            ev.altKey ||
            ev.ctrlKey ||
            ev.metaKey ||
            ev.defaultPrevented ||
            ev.target.closest?.(TYPED) ||
            document.querySelector(".modal.show, .offcanvas.show");
        if (isElsewhere || !this.file.count) {
            return;
        }
        const act = this.layers.hasCross ? this.crossKeys(ev) : this.keys[ev.key];
        if (act && act() !== false) {
            ev.preventDefault();
        }
    }

    get keys() {
        return {
            ArrowLeft: () => this.pan(1, 0) || this.turnBy(-1),
            ArrowRight: () => this.pan(-1, 0) || this.turnBy(1),
            ArrowUp: () => this.pan(0, 1),
            ArrowDown: () => this.pan(0, -1),
            Home: () => this.turnTo(this.file, 1),
            End: () => this.turnTo(this.file, this.file.count),
            "+": () => this.zoomBy(1),
            "=": () => this.zoomBy(1),
            "-": () => this.zoomBy(-1),
            0: () => this.toFit(),
            f: () => this.toggleFull(),
            F: () => this.toggleFull(),
            c: () => this.el.querySelector(".pr-viewer-place")?.click() || true,
            C: () => this.el.querySelector(".pr-viewer-place")?.click() || true,
            Escape: () => this.leave(),
        };
    }

    crossKeys(ev) {
        const step = ev.shiftKey ? 5 * PLACE_STEP : PLACE_STEP;
        return {
            ArrowLeft: () => this.layers.moveCross(-step, 0),
            ArrowRight: () => this.layers.moveCross(step, 0),
            ArrowUp: () => this.layers.moveCross(0, -step),
            ArrowDown: () => this.layers.moveCross(0, step),
            Enter: () => this.tellPlace(this.layers.cross.left, this.layers.cross.top),
            Escape: () => this.askPlacing(false),
        }[ev.key];
    }

    /** @returns {boolean} false if the page lies in the frame as a whole */
    pan(right, down) {
        if (this.scene.isFit) {
            return false;
        }
        const { x, y, frame } = this.scene;
        this.scene.moveBy(
            right * PAN_SHARE * frame.width,
            down * PAN_SHARE * frame.height
        );
        this.afterMove();
        return down !== 0 || this.scene.x !== x || this.scene.y !== y;
    }

    /** Step by step: the full screen, the zoom, the pin, the page. */
    leave() {
        if (document.fullscreenElement) {
            document.exitFullscreen();
        } else if (!this.scene.isFit) {
            this.toFit();
        } else if (this.chosen) {
            this.onShow({ pin: null });
            this.tell("pin", { id: null });
        } else if (this.backUrl) {
            window.location.assign(this.backUrl);
        } else {
            return false;
        }
    }
}

function rounded(share) {
    return Math.round(share * 100) / 100;
}

/** What the lines of a page mean, in words. */
function legend(about, hasLines) {
    if (!hasLines || !about.width) {
        return [];
    }
    const words = [];
    if (!about.trim) {
        words.push(["", _t("The file does not say where it is trimmed.")]);
    } else {
        words.push(["trim", _t("Trim")]);
        const bleed = about.bleed_mm;
        words.push([
            "bleed",
            bleed ? _t("%s mm of bleed outside it", bleed) : _t("no bleed outside it"),
        ]);
        if (about.safe) {
            words.push(["safe", _t("Text stays %s mm inside", about.safe_mm)]);
        }
    }
    return words.map(([kind, text]) => {
        const item = document.createElement("span");
        item.className = `pr-line ${kind}`;
        item.textContent = text;
        return item;
    });
}

registry.category("public.interactions").add("print_prepress.viewer", Viewer);
