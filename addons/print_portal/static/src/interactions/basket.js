import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const PAUSE_MS = 400; // after the last click on a quantity, before it is saved

/**
 * The basket saves by itself: quantities a moment after the last click, everything
 * else when it is left. Without a script the same form posts.
 */
export class Basket extends Interaction {
    static selector = "form.pr-basket";
    dynamicContent = {
        "[data-step]": { "t-on-click": this.onStep },
        ".pr-qty input": { "t-on-input": this.onQuantity },
        "input, select, textarea": { "t-on-change": this.onChange },
    };

    setup() {
        this.turns = {};
        this.saveQuantities = this.debounced(
            () => this.save(this.quantities),
            PAUSE_MS
        );
        this.quantities = {};
    }

    onStep(ev) {
        const input = ev.currentTarget.parentElement.querySelector("input");
        const count =
            (parseInt(input.value) || 0) + parseInt(ev.currentTarget.dataset.step);
        input.value = Math.max(count, 0);
        this.queue(input);
    }

    onQuantity(ev) {
        if (ev.currentTarget.value.trim()) {
            this.queue(ev.currentTarget);
        }
    }

    /** Zero removes the job: the button that does it offers to undo it. */
    queue(input) {
        const row = input.closest("tr");
        if (input.value.trim() === "0") {
            input.value = "";
            row.querySelector("[name=remove]").click();
            return;
        }
        this.quantities[input.name] = input.value;
        this.saveQuantities();
    }

    onChange(ev) {
        const { name, value } = ev.target;
        if (name && !name.startsWith("copies_")) {
            this.save({ [name]: value });
        }
    }

    async save(typed) {
        const names = Object.keys(typed);
        if (typed === this.quantities) {
            this.quantities = {};
        }
        const turn = (this.turn = (this.turn || 0) + 1);
        const basket_id = Number(this.el.elements.basket_id.value);
        let answer;
        try {
            answer = await this.waitFor(
                rpc(this.el.dataset.saveUrl, { basket_id, typed }, { silent: true })
            );
        } catch {
            const sentence = _t("Not saved: no connection. It is sent with the order.");
            this.showErrors(names, Object.fromEntries(names.map((n) => [n, sentence])));
            return;
        }
        this.showErrors(names, answer.errors);
        if (names.includes("partner_shipping_id")) {
            this.followAddress(answer.delivery);
        }
        if (turn === this.turn) {
            this.show(answer);
        }
    }

    /** Who takes the goods in comes with the address. */
    followAddress({ recipient, phone }) {
        this.el.elements.print_recipient_name.value = recipient;
        this.el.elements.print_recipient_phone.value = phone;
    }

    showErrors(names, errors) {
        for (const name of names) {
            const box = this.el.querySelector(`[data-error="${CSS.escape(name)}"]`);
            if (!box) {
                continue;
            }
            box.textContent = errors[name] || "";
            box.hidden = !errors[name];
            box.closest(".pr-field")?.classList.toggle("bad", Boolean(errors[name]));
        }
    }

    show({ totals, lines, delivery }) {
        for (const row of this.el.querySelectorAll("[data-line]")) {
            const cells = lines[row.dataset.line] || {};
            for (const cell of row.querySelectorAll("[data-cell]")) {
                cell.textContent = cells[cell.dataset.cell] ?? cell.textContent;
            }
        }
        for (const el of this.el.querySelectorAll("[data-total], [data-total-of]")) {
            const key = el.dataset.total || el.dataset.totalOf;
            const text = totals?.[key] || "";
            if (el.dataset.total) {
                el.textContent = text;
            }
            el.hidden = !text;
        }
        const where = delivery.is_pickup
            ? delivery.carrier
            : [delivery.carrier, delivery.address].filter(Boolean).join(": ");
        this.tell("where", where);
        this.tell(
            "who",
            [delivery.recipient, delivery.phone].filter(Boolean).join(", ")
        );
        const paid = this.el.querySelector("[name=print_payment_method]:checked");
        this.tell("payment", paid?.nextElementSibling.firstChild.textContent.trim());
        if (totals) {
            this.el.querySelector(".pr-said").textContent = _t(
                "Total: %s",
                totals.total
            );
        }
    }

    tell(key, text) {
        const el = this.el.querySelector(`[data-told="${key}"]`);
        if (el && text) {
            el.textContent = text;
        }
    }
}

registry.category("public.interactions").add("print_portal.basket", Basket);
