import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";
import { saveBeforeLeaving } from "../leaving/leaving";
import { askServer, isExpired } from "../login_again/login_again";

const PAUSE_MS = 400; // after the last click on a quantity, before it is saved

/** What a choice is called where it is told, the price beside it left out. */
function getWords(field) {
    const chosen =
        field.type === "radio"
            ? field.labels[0].firstChild
            : field.selectedOptions?.[0];
    return (chosen ? chosen.textContent : field.value).trim();
}

/**
 * The basket saves by itself: quantities a moment after the last click, everything
 * else when it is left. Without a script the same form posts.
 */
export class Basket extends Interaction {
    static selector = "form.pr-basket";
    dynamicContent = {
        _root: { "t-on-submit": this.onSubmit },
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

    start() {
        saveBeforeLeaving(
            this,
            () => Object.keys(this.quantities).length,
            () => this.save(this.quantities)
        );
        for (const box of this.el.querySelectorAll("[data-lazy]")) {
            const details = box.closest("details");
            this.addListener(details, "toggle", () => details.open && this.load());
            if (details.open) {
                this.load();
            }
        }
    }

    /** Choices cost more than the basket itself: they come when somebody looks. */
    async load() {
        if (this.isLoading) {
            return;
        }
        this.isLoading = true;
        let text;
        try {
            const answer = await this.waitFor(
                fetch(`${window.location.pathname}?choices=1`)
            );
            text = await this.waitFor(answer.text());
        } catch {
            this.isLoading = false; // the link in its place still leads there
            return;
        }
        const page = new DOMParser().parseFromString(text, "text/html");
        for (const box of this.el.querySelectorAll("[data-lazy]")) {
            const whole = page.getElementById(box.id);
            if (whole) {
                box.replaceChildren(...whole.childNodes);
                delete box.dataset.lazy;
            }
        }
        this.updateContent();
    }

    onStep(ev) {
        const input = ev.currentTarget.parentElement.querySelector("input");
        const typed = input.value.replace(/\s/g, "").replace(",", ".");
        const count =
            (parseFloat(typed) || 0) + parseFloat(ev.currentTarget.dataset.step);
        input.value = Math.max(Math.round(count * 1000) / 1000, 0);
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
            this.tell(name, getWords(ev.target));
            this.save({ [name]: value });
        }
    }

    /** What is sent by who has been logged out would be lost: he logs in first. */
    async onSubmit(ev) {
        if (this.isKnown) {
            return;
        }
        ev.preventDefault();
        try {
            await this.waitFor(askServer("/web/session/check", {}, { silent: true }));
        } catch (error) {
            if (isExpired(error)) {
                return;
            }
        }
        this.isKnown = true;
        this.el.requestSubmit(ev.submitter);
        this.isKnown = false;
    }

    async save(typed) {
        const names = Object.keys(typed);
        if (!names.length) {
            return;
        }
        if (typed === this.quantities) {
            this.quantities = {};
        }
        const turn = (this.turn = (this.turn || 0) + 1);
        const basket_id = Number(this.el.elements.basket_id.value);
        let answer;
        try {
            answer = await this.waitFor(
                askServer(
                    this.el.dataset.saveUrl,
                    { basket_id, typed },
                    { silent: true }
                )
            );
        } catch (error) {
            const sentence = isExpired(error)
                ? _t("Not saved: you are logged out. Log in, it is saved then.")
                : _t("Not saved: no connection. It is sent with the order.");
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
        if (delivery) {
            this.showDelivery(delivery);
        }
        const paid = this.el.querySelector("[name=print_payment_method]:checked");
        this.tell("payment", paid?.nextElementSibling.firstChild.textContent.trim());
        if (totals) {
            this.el.querySelector(".pr-said").textContent = _t(
                "Total: %s",
                totals.total
            );
        }
    }

    showDelivery({ is_pickup, carrier, address, recipient, phone }) {
        const where = is_pickup
            ? carrier
            : [carrier, address].filter(Boolean).join(": ");
        this.tell("where", where);
        this.tell("who", [recipient, phone].filter(Boolean).join(", "));
    }

    tell(key, text) {
        const el = this.el.querySelector(`[data-told="${key}"]`);
        if (el && text) {
            el.textContent = text;
        }
    }
}

registry.category("public.interactions").add("print_portal.basket", Basket);
