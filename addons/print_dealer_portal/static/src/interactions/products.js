import { askServer, isExpired } from "@print_portal/login_again/login_again";
import { saveBeforeLeaving } from "@print_portal/leaving/leaving";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const PAUSE_MS = 400; // after the last click on a quantity, before it is saved

/**
 * Quantities beside products are those in the basket: they are saved a moment after the
 * last click. Without a script the same form posts.
 */
export class Products extends Interaction {
    static selector = ".pr-goods";
    dynamicContent = {
        "[data-step]": { "t-on-click": this.onStep },
        "[data-quantity]": { "t-on-click": this.onBreak },
        "[data-product] input": { "t-on-input": this.onType },
        "form.pr-goods-form": { "t-on-submit.prevent": this.save },
    };

    setup() {
        this.turns = {};
        this.typed = {};
        this.saveTyped = this.debounced(() => this.save(), PAUSE_MS);
        // What posts the form without a script is not needed with one.
        this.el.querySelector("[data-plain]")?.setAttribute("hidden", "hidden");
    }

    start() {
        saveBeforeLeaving(
            this,
            () => Object.keys(this.typed).length,
            () => this.save()
        );
    }

    onStep(ev) {
        const box = ev.currentTarget.closest("[data-product]");
        const step = parseFloat(box.dataset.pack);
        const least = parseFloat(box.dataset.minimum);
        const now = this.read(box);
        let next = now + parseInt(ev.currentTarget.dataset.step) * step;
        if (ev.currentTarget.dataset.step > 0) {
            next = Math.max(next, least);
        } else if (next < least) {
            next = 0;
        }
        this.set(box, next);
    }

    /** A step of the price sets its quantity, in whole packs. */
    onBreak(ev) {
        const row = ev.currentTarget.closest("[data-row]");
        const box = row.querySelector("[data-product]");
        this.set(box, this.inPacks(box, ev.currentTarget.dataset.quantity));
    }

    /** The least quantity in whole packs that reaches `asked`. */
    inPacks(box, asked) {
        const step = parseFloat(box.dataset.pack);
        return Math.ceil(parseFloat(asked) / step - 1e-6) * step;
    }

    onType(ev) {
        if (ev.currentTarget.value.trim()) {
            this.queue(ev.currentTarget.closest("[data-product]"));
        }
    }

    read(box) {
        const text = box.querySelector("input").value.replace(/\s/g, "");
        return parseFloat(text.replace(",", ".")) || 0;
    }

    set(box, quantity) {
        box.querySelector("input").value = Math.round(quantity * 1e6) / 1e6;
        this.queue(box);
    }

    queue(box) {
        this.typed[box.dataset.product] = box.querySelector("input").value;
        this.mark(box);
        this.saveTyped();
    }

    async save() {
        const typed = this.typed;
        this.typed = {};
        const ids = Object.keys(typed);
        if (!ids.length) {
            return;
        }
        const turn = (this.turn = (this.turn || 0) + 1);
        const items = ids.map((id) => [parseInt(id), typed[id]]);
        let answer;
        try {
            answer = await this.waitFor(
                askServer(
                    this.el.dataset.goodsUrl,
                    { items, add: false, panel: true },
                    { silent: true }
                )
            );
        } catch (error) {
            const sentence = isExpired(error)
                ? _t("Not saved: you are logged out. Log in, it is saved then.")
                : _t("Not saved: no connection. It goes along with the next one.");
            this.typed = { ...typed, ...this.typed };
            ids.forEach((id) => this.tell(id, sentence));
            return;
        }
        if (answer.error) {
            ids.forEach((id) => this.tell(id, answer.error));
            return;
        }
        for (const { product_id, error } of answer.items) {
            this.tell(product_id, error);
        }
        if (turn === this.turn) {
            this.show(answer);
        }
    }

    /** Say what is wrong with one quantity; it stays as it was typed. */
    tell(id, sentence) {
        const box = this.el.querySelector(`[data-product="${CSS.escape(id)}"]`);
        const error = box?.parentElement.querySelector("[data-error]");
        if (error) {
            error.textContent = sentence;
            error.hidden = !sentence;
            box.querySelector("input").setAttribute("aria-invalid", Boolean(sentence));
        }
    }

    show({ cells, panel, count }) {
        for (const box of this.el.querySelectorAll("[data-product]")) {
            const cell = cells[box.dataset.product];
            const sum = box
                .closest("[data-row]")
                .querySelector(`[data-sum="${box.dataset.product}"]`);
            if (sum) {
                sum.textContent = cell?.subtotal || "";
            }
        }
        const side = this.el.querySelector("[data-panel]");
        side.hidden = !panel.count;
        const list = side.querySelector("dl");
        const rows = panel.lines.flatMap(({ title, quantity, subtotal }) => [
            this.make("dt", `${quantity} × ${title}`),
            this.make("dd", subtotal),
        ]);
        list.replaceChildren(...rows, ...list.querySelectorAll(".tot"));
        for (const total of this.el.querySelectorAll("[data-total]")) {
            total.textContent = panel.total;
        }
        for (const total of this.el.querySelectorAll("[data-count]")) {
            total.textContent = count;
        }
        for (const total of document.querySelectorAll("[data-basket-count]")) {
            total.textContent = count || "";
        }
        const said = this.el.querySelector(".pr-said");
        said.textContent = _t("In the basket: %s", panel.total || count);
    }

    make(name, text) {
        const node = document.createElement(name);
        node.textContent = text;
        return node;
    }

    /** Show which step of the price the quantity has reached. */
    mark(box) {
        const row = box.closest("[data-row]");
        const quantity = this.read(box);
        let reached, next;
        for (const step of row?.querySelectorAll("[data-quantity]") || []) {
            step.parentElement.classList.remove("on");
            step.parentElement.removeAttribute("aria-current");
            if (quantity && parseFloat(step.dataset.quantity) <= quantity) {
                reached = step.parentElement;
            } else {
                next ||= step;
            }
        }
        reached?.classList.add("on");
        reached?.setAttribute("aria-current", "true");
        const hint = row?.querySelector("[data-more]");
        if (hint) {
            hint.textContent = next ? this.sayMore(box, next, quantity) : "";
        }
    }

    /** How many more make the price better, where that is not far away. */
    sayMore(box, next, quantity) {
        const more = this.inPacks(box, next.dataset.quantity) - quantity;
        if (more > quantity) {
            return "";
        }
        const digits = { maximumFractionDigits: 6 };
        return _t("%(quantity)s more and the price becomes %(price)s", {
            quantity: more.toLocaleString(document.documentElement.lang, digits),
            price: next.dataset.price,
        });
    }
}

registry.category("public.interactions").add("print_dealer_portal.products", Products);
