import { Basket } from "@print_portal/interactions/basket";
import { registry } from "@web/core/registry";

/**
 * One basket over several addresses: what goes where is saved when a cell is left, and
 * what has no address yet is told at once. Without a script the same form posts.
 */
export class Places extends Basket {
    static selector = "form.pr-places[data-save-url]";

    onChange(ev) {
        const { name, value } = ev.target;
        if (/^(share|place)_/.test(name)) {
            this.save({ [name]: value });
        }
    }

    show(answer) {
        super.show(answer);
        if (answer.split) {
            this.showSplit(answer.split);
        }
    }

    showSplit({ told, fits, lead, more, line_id, prices }) {
        this.say("[data-split=lead]", null, Boolean(lead));
        this.say("[data-split=words]", lead);
        this.say("[data-split=way]", more);
        this.say("[data-split=send]", lead);
        this.say("[data-split=first]", null, Boolean(lead));
        const to = this.el.querySelector("[data-split=to]");
        to.href = `#line_${line_id}`;
        for (const el of this.el.querySelectorAll("[data-split-told]")) {
            this.fill(el, told[el.dataset.splitTold]);
        }
        for (const el of this.el.querySelectorAll("[data-split-fit]")) {
            this.fill(el, fits[el.dataset.splitFit]);
        }
        for (const el of this.el.querySelectorAll("[data-split-price]")) {
            el.textContent = prices[el.dataset.splitPrice] || "";
        }
    }

    say(selector, text, isShown = true) {
        const el = this.el.querySelector(selector);
        if (!el) {
            return; // whoever asks for approval has no button to send
        }
        if (text !== null) {
            el.textContent = text;
        }
        el.hidden = !isShown;
    }

    fill(el, text) {
        el.textContent = text || "";
        el.hidden = !text;
    }
}

registry.category("public.interactions").add("print_dealer_portal.places", Places);
