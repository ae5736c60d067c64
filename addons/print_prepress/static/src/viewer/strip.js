import { _t } from "@web/core/l10n/translation";

const WIDTH_PX = 72; // of a thumbnail with its gap, as viewer.css has it
const AROUND = 3; // drawn beyond what is seen

/**
 * Thumbnails of all pages, of which only those in sight exist: a book of two thousand
 * pages costs no more than a leaflet.
 */
export class Strip {
    /**
     * @param {HTMLElement} el
     * @param {Function} go called with the number of a page
     * @param {Function} seen called when other pages come into sight
     */
    constructor(el, go, seen) {
        this.el = el;
        this.go = go;
        this.seen = seen;
        this.row = document.createElement("ol");
        el.replaceChildren(this.row);
        this.file = null;
        this.page = 0;
        this.frame = 0;
        this.onScroll = () => {
            cancelAnimationFrame(this.frame);
            this.frame = requestAnimationFrame(() => this.seen());
        };
        el.addEventListener("scroll", this.onScroll, { passive: true });
    }

    /** Numbers of the pages in sight, nearest to the one that is shown first. */
    get inSight() {
        if (!this.file || this.el.hidden) {
            return [];
        }
        const first = Math.floor(this.el.scrollLeft / WIDTH_PX) + 1 - AROUND;
        const last = first + Math.ceil(this.el.clientWidth / WIDTH_PX) + 2 * AROUND;
        const numbers = [];
        for (let at = Math.max(first, 1); at <= Math.min(last, this.file.count); at++) {
            numbers.push(at);
        }
        return numbers.sort(
            (a, b) => Math.abs(a - this.page) - Math.abs(b - this.page)
        );
    }

    /** Turn to a page; it comes into the middle. */
    turn(file, page) {
        const isOther = file !== this.file || page !== this.page;
        this.file = file;
        this.page = page;
        this.el.hidden = file.count < 2;
        this.row.style.width = `${file.count * WIDTH_PX}px`;
        if (isOther) {
            this.el.scrollLeft = (page - 0.5) * WIDTH_PX - this.el.clientWidth / 2;
        }
    }

    /** @param {Function} picture answers the address of a thumbnail, or "" */
    render(picture) {
        const numbers = [...this.inSight].sort((a, b) => a - b);
        const known = new Map(
            [...this.row.children].map((item) => [item.dataset.page, item])
        );
        const items = numbers.map((number) => {
            const item = known.get(String(number)) || this.make(number);
            this.update(item, number, picture(number));
            return item;
        });
        for (const item of this.row.children) {
            if (!items.includes(item)) {
                item.remove();
            }
        }
        items.forEach((item, at) => {
            if (this.row.children[at] !== item) {
                this.row.insertBefore(item, this.row.children[at] || null);
            }
        });
    }

    make(number) {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.setAttribute("aria-label", _t("Page %s", number));
        button.append(document.createElement("span"), document.createElement("b"));
        button.lastChild.textContent = number;
        button.addEventListener("click", () => this.go(number));
        item.dataset.page = number;
        item.style.left = `${(number - 1) * WIDTH_PX}px`;
        item.append(button);
        return item;
    }

    update(item, number, url) {
        const button = item.firstChild;
        const isShown = number === this.page;
        button.toggleAttribute("aria-current", isShown);
        if (isShown) {
            button.setAttribute("aria-current", "page");
        }
        // One stop for the keyboard: the arrows turn pages.
        button.tabIndex = isShown ? 0 : -1;
        const place = button.firstChild;
        if (item.dataset.url !== url) {
            item.dataset.url = url;
            place.replaceChildren();
            if (url) {
                const image = new Image();
                image.alt = "";
                image.src = url;
                place.append(image);
            }
        }
    }

    destroy() {
        cancelAnimationFrame(this.frame);
        this.el.removeEventListener("scroll", this.onScroll);
    }
}
