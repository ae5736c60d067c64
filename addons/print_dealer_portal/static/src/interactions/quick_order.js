import { askServer, isExpired } from "@print_portal/login_again/login_again";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const READY = ["right", "mended"];
const ROWS_AT_ONCE = 100; // of a paste; for more the page is made anew by the server

/**
 * Rows of code and quantity are looked at when they are left, and a paste of many rows
 * into a field becomes as many rows. Without a script the same form posts.
 */
export class QuickOrder extends Interaction {
    static selector = "form.pr-quick";
    dynamicContent = {
        "input[name=code], input[name=quantity]": {
            "t-on-change": this.onChange,
            "t-on-paste": this.onPaste,
            "t-on-keydown": this.onKey,
        },
        "[data-use]": { "t-on-click.prevent": this.onUse },
        "button[value=table]": { "t-on-click": this.onTable },
        "input[type=file]": { "t-on-change": this.sendTable },
    };

    setup() {
        this.turns = new WeakMap();
        this.url = this.el.dataset.checkUrl;
        this.table = this.el.querySelector("table");
        this.body = this.table.tBodies[0];
        this.addButton = this.el.querySelector("button[name=add]");
    }

    onChange(ev) {
        const row = ev.currentTarget.closest("tr");
        if (ev.currentTarget.name === "code") {
            this.field(row, "chosen").value = "";
        }
        this.check([row]);
    }

    /** Enter goes on to the next field, as in a table; the last one is followed by more. */
    onKey(ev) {
        if (ev.key !== "Enter" || ev.isComposing) {
            return;
        }
        ev.preventDefault();
        const row = ev.currentTarget.closest("tr");
        this.spare();
        if (ev.currentTarget.name === "code") {
            this.field(row, "quantity").focus();
        } else {
            this.field(row.nextElementSibling, "code").focus();
        }
    }

    async onPaste(ev) {
        const text = ev.clipboardData.getData("text");
        if (!/[\t;\n\r]/.test(text.trim())) {
            return;
        }
        ev.preventDefault();
        const { table } = this.el.elements;
        if (text.split(/[\n\r]+/).length > ROWS_AT_ONCE) {
            table.value = [table.value, text].filter(Boolean).join("\n");
            this.sendTable();
            return;
        }
        const answer = await this.ask({ text });
        if (!answer) {
            // Nothing that was pasted is lost: it waits in the large field.
            table.value = [table.value, text].filter(Boolean).join("\n");
            return;
        }
        const place = ev.target.closest("tr");
        const free = [...this.body.rows].filter(
            (row) => row === place || this.isAfter(row, place)
        );
        const rows = free.filter((row) => this.isBlank(row));
        for (const found of answer) {
            this.show(rows.shift() || this.append(), found, true);
        }
        this.spare();
        this.refresh();
    }

    sendTable() {
        this.el.querySelector("button[value=table]").click();
    }

    /** A form with a file holds few fields: rows go along as the text of a table. */
    onTable() {
        const { table } = this.el.elements;
        const rows = [...this.body.rows].filter((row) => !this.isBlank(row));
        const lines = rows.map((row) => this.typed(row).slice(0, 2).join("\t"));
        table.value = [...lines, table.value].filter(Boolean).join("\n");
        for (const row of rows) {
            row.querySelectorAll("input").forEach((input) => (input.disabled = true));
        }
    }

    async onUse(ev) {
        const row = ev.currentTarget.closest("tr");
        const { use, chosen } = ev.currentTarget.dataset;
        this.field(row, "code").value = use;
        this.field(row, "chosen").value = chosen;
        await this.check([row]);
        this.field(row, "quantity").focus();
    }

    /** Look at rows; an answer that is older than what stands in a row is dropped. */
    async check(rows) {
        const turn = {};
        rows.forEach((row) => this.turns.set(row, turn));
        this.spare();
        const filled = rows.filter((row) => !this.isBlank(row));
        rows.filter((row) => this.isBlank(row)).forEach((row) => this.clear(row));
        if (filled.length) {
            const answer = await this.ask({
                rows: filled.map((row) => this.typed(row)),
            });
            (answer || []).forEach((found, i) => {
                if (this.turns.get(filled[i]) === turn) {
                    this.show(filled[i], found);
                }
            });
        }
        this.refresh();
    }

    async ask(params) {
        const box = this.el.querySelector("[data-refusal]");
        let answer;
        try {
            answer = await this.waitFor(askServer(this.url, params, { silent: true }));
        } catch (error) {
            answer = {
                error: isExpired(error)
                    ? _t("Not checked: you are logged out. The rows are kept.")
                    : _t("Not checked: no connection. The rows are kept."),
            };
        }
        box.textContent = answer.error;
        box.hidden = !answer.error;
        return answer.error ? null : answer.rows;
    }

    show(row, found, isNew = false) {
        const code = this.field(row, "code");
        const quantity = this.field(row, "quantity");
        const isBad = !READY.includes(found.state);
        if (isNew || !isBad) {
            code.value = found.code;
            quantity.value = found.typed;
        }
        row.dataset.state = found.state;
        // Written by our own template on the server, which escapes what was typed.
        row.querySelector("[data-cell]").innerHTML = found.cell;
        const sum = row.querySelector("[data-sum]");
        if (sum) {
            sum.textContent = found.subtotal;
            if (found.subtotal) {
                sum.dataset.l = sum.dataset.sum;
            } else {
                sum.removeAttribute("data-l");
            }
        }
        code.toggleAttribute("aria-invalid", isBad);
        code.closest(".pr-field").classList.toggle("bad", isBad);
        this.updateContent();
    }

    clear(row) {
        delete row.dataset.state;
        row.querySelector("[data-cell]").replaceChildren();
        const sum = row.querySelector("[data-sum]");
        if (sum) {
            sum.replaceChildren();
            sum.removeAttribute("data-l");
        }
        this.field(row, "chosen").value = "";
        const code = this.field(row, "code");
        code.removeAttribute("aria-invalid");
        code.closest(".pr-field").classList.remove("bad");
    }

    /** The button says how many rows it takes. */
    refresh() {
        const states = [...this.body.rows].map((row) => row.dataset.state);
        const count = states.filter((state) => READY.includes(state)).length;
        const label = this.addButton.dataset.label;
        this.addButton.textContent = count
            ? label.replace("%s", count)
            : label.replace(": %s", "");
        const bad = states.filter(Boolean).length - count;
        this.el.querySelector("[data-said]").textContent = bad
            ? _t("Rows to mend: %s", bad)
            : this.addButton.textContent;
    }

    /** There is always an empty row to go on with. */
    spare() {
        if (!this.isBlank(this.body.rows[this.body.rows.length - 1])) {
            this.append();
        }
    }

    append() {
        const place = this.body.rows.length + 1;
        const row = this.body.rows[0].cloneNode(true);
        for (const name of ["code", "quantity"]) {
            const field = this.field(row, name);
            field.value = "";
            field.removeAttribute("value");
            const label = name === "code" ? "nameCode" : "nameQuantity";
            field.setAttribute(
                "aria-label",
                this.table.dataset[label].replace("%s", place)
            );
            field.setAttribute("aria-describedby", `quick_${place}`);
        }
        row.querySelector("[data-cell]").id = `quick_${place}`;
        this.clear(row);
        this.body.append(row);
        this.updateContent();
        return row;
    }

    field(row, name) {
        return row.querySelector(`[name=${name}]`);
    }

    typed(row) {
        return ["code", "quantity", "chosen"].map((name) =>
            this.field(row, name).value.trim()
        );
    }

    isBlank(row) {
        const [code, quantity] = this.typed(row);
        return !code && !quantity;
    }

    isAfter(row, other) {
        return other.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
    }
}

registry
    .category("public.interactions")
    .add("print_dealer_portal.quick_order", QuickOrder);
