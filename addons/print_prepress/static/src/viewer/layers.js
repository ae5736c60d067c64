const NEAR = 2; // percent of the page

/**
 * What lies on the sheet, from below: the picture of the page or its plates, the lines of
 * its boxes, frames and pins, the cross that chooses a place.
 */
export class Layers {
    /**
     * @param {HTMLElement} sheet
     * @param {Function} choose called with a pin that was chosen
     */
    constructor(sheet, choose) {
        this.sheet = sheet;
        this.choose = choose;
        this.image = sheet.querySelector(".pr-shot");
        this.stack = element("div", "pr-stack");
        this.boxes = element("div", "pr-boxes");
        this.marks = element("div", "pr-marks");
        this.crossMark = element("div", "pr-cross");
        this.crossMark.hidden = true;
        this.cross = { left: 50, top: 50 };
        sheet.append(this.stack, this.boxes, this.marks, this.crossMark);
        this.loading = "";
        this.plateKey = "";
    }

    /** Pixels of the picture that is shown; null while there is none. */
    get natural() {
        const { naturalWidth, naturalHeight } = this.image || {};
        return naturalWidth ? { width: naturalWidth, height: naturalHeight } : null;
    }

    place(scene) {
        const { width, height } = scene.size;
        const { left, top } = scene.corner;
        Object.assign(this.sheet.style, {
            width: `${width}px`,
            height: `${height}px`,
            transform: `translate(${left}px, ${top}px)`,
        });
    }

    /** The picture that is there stays until the next one has arrived. */
    showPicture(url, alt) {
        this.image.alt = alt;
        const page = url.split("/page/")[1]?.split(/[/?]/)[0];
        const isOtherPage = page !== this.image.dataset.page;
        if (!url) {
            this.loading = "";
            this.image.classList.add("d-none");
            return;
        }
        if (this.loading === url) {
            return;
        }
        this.loading = url;
        if (isOtherPage) {
            this.image.classList.add("d-none");
        }
        const next = new Image();
        next.onload = () => {
            if (this.loading === url) {
                this.image.src = url;
                this.image.dataset.page = page;
                this.image.classList.remove("d-none");
            }
        };
        next.src = url;
    }

    /**
     * Lay plates over one another, as inks lie on paper: each is screened with its
     * colour, and all are multiplied.
     *
     * @param {Array|null} plates
     */
    showPlates(plates) {
        this.sheet.classList.toggle("pr-separated", Boolean(plates));
        const key = JSON.stringify(plates);
        if (key === this.plateKey) {
            return;
        }
        this.plateKey = key;
        const shown = (plates || []).filter((plate) => plate.isOn);
        this.stack.replaceChildren(
            ...shown.map(({ url, colour }) => {
                const plate = element("div", "pr-plate");
                plate.style.backgroundImage = `url("${url}")`;
                plate.style.backgroundColor = colour;
                return plate;
            })
        );
    }

    /** One tick an ink; what is there already keeps its focus. */
    listPlates(list, plates) {
        const names = JSON.stringify((plates || []).map(({ name }) => name));
        if (list.dataset.names === names) {
            return;
        }
        list.dataset.names = names;
        list.replaceChildren(
            ...(plates || []).map(({ name, colour, isOn }) => {
                const label = element("label", "pr-plate-name");
                const tick = element("input", "form-check-input");
                Object.assign(tick, { type: "checkbox", name, checked: isOn });
                const swatch = element("i", "pr-swatch");
                swatch.style.backgroundColor = colour;
                label.append(tick, swatch, document.createTextNode(name));
                return label;
            })
        );
    }

    showBoxes({ trim, bleed, safe }) {
        const kinds = Object.entries({ bleed, trim, safe }).filter(([, box]) => box);
        this.boxes.replaceChildren(
            ...kinds.map(([kind, box]) => placed(element("div", `pr-box ${kind}`), box))
        );
    }

    showPins(pins, chosen) {
        const focused = document.activeElement?.dataset?.pinId;
        const marks = [];
        for (const [at, pin] of pins.entries()) {
            const isOn = pin.id === chosen;
            if (pin.box) {
                const frame = element("div", `pr-frame ${pin.state}`);
                frame.classList.toggle("on", isOn);
                marks.push(placed(frame, pin.box));
            }
            const button = element("button", `pr-pin ${pin.state}`);
            button.type = "button";
            button.dataset.pinId = pin.id;
            button.classList.toggle("on", isOn);
            button.setAttribute("aria-label", pin.label);
            button.setAttribute("aria-pressed", String(isOn));
            button.title = pin.label;
            button.textContent = pin.number;
            button.style.left = `${pin.left}%`;
            button.style.top = `${pin.top}%`;
            button.style.setProperty("--pr-shift", countNear(pin, pins.slice(0, at)));
            button.addEventListener("click", () => this.choose(pin));
            marks.push(button);
        }
        this.marks.replaceChildren(...marks);
        if (focused) {
            this.marks.querySelector(`[data-pin-id="${CSS.escape(focused)}"]`)?.focus();
        }
    }

    // The cross

    get hasCross() {
        return !this.crossMark.hidden;
    }

    showCross(left, top, title) {
        this.crossMark.hidden = false;
        this.crossMark.title = title;
        this.cross = { left, top };
        this.moveCross(0, 0);
    }

    hideCross() {
        this.crossMark.hidden = true;
    }

    moveCross(right, down) {
        const { left, top } = this.cross;
        this.cross = {
            left: Math.min(Math.max(left + right, 0), 100),
            top: Math.min(Math.max(top + down, 0), 100),
        };
        this.crossMark.style.left = `${this.cross.left}%`;
        this.crossMark.style.top = `${this.cross.top}%`;
    }
}

/** How many pins are at nearly the same place: they stand side by side. */
function countNear({ left, top }, others) {
    const isNear = (other) =>
        Math.abs(other.left - left) < NEAR && Math.abs(other.top - top) < NEAR;
    return others.filter(isNear).length;
}

function element(tag, className) {
    const made = document.createElement(tag);
    made.className = className;
    return made;
}

function placed(el, [left, top, width, height]) {
    Object.assign(el.style, {
        left: `${left}%`,
        top: `${top}%`,
        width: `${width}%`,
        height: `${height}%`,
    });
    return el;
}
