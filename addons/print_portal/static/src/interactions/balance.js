import { formatFloat } from "@web/core/utils/numbers";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * The button carries the sum of what is ticked. Without a script the page behind it
 * says the sum.
 */
export class BalanceInvoices extends Interaction {
    static selector = "form.pr-choose";
    dynamicContent = {
        "input[name=invoice]": { "t-on-change": () => {} },
        ".pr-choose-all": {
            "t-on-change": this.tickAll,
            "t-att-checked": () => this.ticked.length === this.boxes.length,
        },
        ".pr-choose-count": { "t-out": () => String(this.ticked.length) },
        ".pr-choose-sum": { "t-out": () => this.formatSum() },
        ".pr-choose-due": {
            "t-out": () => (this.ticked.length ? this.formatSum() : ""),
        },
    };

    get boxes() {
        return [...this.el.querySelectorAll("input[name=invoice]")];
    }

    get ticked() {
        return this.boxes.filter((box) => box.checked);
    }

    tickAll(ev) {
        for (const box of this.boxes) {
            box.checked = ev.currentTarget.checked;
        }
    }

    formatSum() {
        const { symbol, isSymbolFirst, decimals } = this.el.dataset;
        const sum = this.ticked.reduce(
            (sum, box) => sum + Number(box.dataset.amount),
            0
        );
        const text = formatFloat(sum, { digits: [0, Number(decimals)] });
        return isSymbolFirst ? `${symbol}\u00a0${text}` : `${text}\u00a0${symbol}`;
    }
}

registry.category("public.interactions").add("print_portal.balance", BalanceInvoices);
