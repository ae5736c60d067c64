import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { asBlock, asNumber } from "./numbers";
import { PriceTable } from "./price_table";

// With more columns than these the choices stand below each other, as lists of
// materials do.
const ACROSS_AT_MOST = 6;
const ARROWS = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
};

/**
 * The prices of a tariff as a grid: quantities one way, the choices of a field the
 * other. Keys and pasting work as in a spreadsheet; what is wrong stays in its cell.
 */
export class PriceGrid extends Component {
    static template = "print_pricing.PriceGrid";
    static props = { ...standardFieldProps };

    setup() {
        this.notification = useService("notification");
        this.root = useRef("root");
        this.state = useState({
            errors: {},
            added: [],
            isSwapped: null,
            hasMore: false,
        });
        this.goal = null;
        useRecordObserver((record) => this.follow(record));
        useEffect(() => this.reachGoal());
        const { bus } = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({ detail }) =>
            detail.proms.push(this.keep())
        );
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.keep());
    }

    // What the record holds --------------------------------------------------------

    load(record) {
        const { grid, column_grids, column_field_id } = record.data;
        const sheet = column_field_id ? column_grids || {} : { "": grid || [] };
        this.told = this.tell(record);
        this.fieldId = column_field_id?.id;
        const table = new PriceTable(sheet, Boolean(column_field_id));
        Object.assign(this.state, { table, errors: {}, added: [] });
        this.state.hasMore = table.usesMore();
    }

    /** Load again what has been changed elsewhere: discarded, read, other columns. */
    follow(record) {
        if (this.tell(record) !== this.told) {
            this.load(record);
        }
    }

    tell({ data, resId }) {
        const { grid, column_grids, column_field_id } = data;
        const columns = column_field_id ? column_grids || {} : {};
        return JSON.stringify([resId, grid, columns, column_field_id?.id]);
    }

    /** Hand all cells to the record, the wrong ones too: nothing typed is lost. */
    async keep() {
        const input = this.root.el?.querySelector("input:focus");
        if (input && input.dataset.rung && this.isTyping) {
            this.take(input);
        }
        const { record, name } = this.props;
        if (!this.isDirty) {
            record.model.bus.trigger("FIELD_IS_DIRTY", false);
            return;
        }
        this.isDirty = false;
        const { table } = this.state;
        const columns = this.keys;
        this.state.errors = table.findErrors(columns);
        const sheet = table.toSheet(columns);
        const changes = table.hasColumns
            ? { column_grids: sheet }
            : { grid: sheet[""] };
        this.told = JSON.stringify([
            record.resId,
            table.hasColumns ? record.data.grid : sheet[""],
            table.hasColumns ? sheet : {},
            this.fieldId,
        ]);
        const isValid = !Object.keys(this.state.errors).length;
        if (isValid) {
            record.resetFieldValidity(name);
        }
        const { told } = this;
        await record.update(changes);
        // Not earlier: an update takes it away. Not where it was discarded meanwhile.
        if (!isValid && this.tell(record) === told) {
            record.setInvalidField(name);
        }
        record.model.bus.trigger("FIELD_IS_DIRTY", false);
    }

    // What is shown ----------------------------------------------------------------

    get choices() {
        return this.props.record.data.column_choices || [];
    }

    get columns() {
        const { table, added } = this.state;
        if (table.hasColumns) {
            const isUsed = (key) => table.rungs.some((rung) => rung.cells[key]);
            return this.choices
                .filter(([key]) => added.includes(key) || isUsed(key))
                .map(([key, label]) => ({ key, label }));
        }
        const price = this.props.record.data.grid_is_total ? _t("Total") : _t("Price");
        const more = [
            { key: "setup", label: _t("Set-up") },
            { key: "further_quantity", label: _t("Further quantity") },
            { key: "further_price", label: _t("Further price") },
        ];
        return [{ key: "price", label: price }, ...(this.state.hasMore ? more : [])];
    }

    get keys() {
        return this.columns.map((column) => column.key);
    }

    get freeChoices() {
        const keys = this.keys;
        return this.choices.filter(([key]) => !keys.includes(key));
    }

    get isSwapped() {
        const { table, isSwapped } = this.state;
        return table.hasColumns && (isSwapped ?? this.columns.length > ACROSS_AT_MOST);
    }

    get heads() {
        return [{ key: "amount", label: _t("From quantity") }, ...this.columns];
    }

    show(rung, key) {
        const text = this.state.table.get(rung, key);
        return asNumber(text) ? text.replace(".", localization.decimalPoint) : text;
    }

    errorAt(rung, key) {
        const sentences = {
            number: _t("Enter a number of 0 or more."),
            quantity: _t("Enter the quantity from which this price counts."),
            rising: _t("Enter more than in the row before."),
            price: _t("Enter a price."),
        };
        return sentences[this.state.errors[`${rung.id}:${key}`]];
    }

    get errorList() {
        const table = this.state.table;
        return table.rungs.flatMap((rung, i) =>
            this.heads
                .filter((head) => this.errorAt(rung, head.key))
                .map((head) => ({
                    id: `${rung.id}:${head.key}`,
                    place: _t("Row %(row)s, %(column)s", {
                        row: i + 1,
                        column: head.label,
                    }),
                    sentence: this.errorAt(rung, head.key),
                }))
        );
    }

    // Typing -----------------------------------------------------------------------

    rungOf(input) {
        return this.state.table.rungs.find((each) => each.id === +input.dataset.rung);
    }

    take(input) {
        const rung = this.rungOf(input);
        const { key } = input.dataset;
        this.isTyping = false;
        if (rung && input.value !== this.show(rung, key)) {
            this.state.table.set(rung, key, input.value);
            this.isDirty = true;
        }
    }

    onInput() {
        this.isTyping = true;
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    async onChange(ev) {
        this.take(ev.target);
        await this.keep();
        if (this.root.el?.contains(ev.target)) {
            const rung = this.rungOf(ev.target);
            ev.target.value = rung ? this.show(rung, ev.target.dataset.key) : "";
        }
    }

    onKeydown(ev) {
        const input = ev.target;
        if (ev.altKey || ev.ctrlKey || ev.metaKey) {
            return;
        }
        if (ev.key === "Enter") {
            ev.preventDefault();
            return this.move(input, ev.shiftKey ? -1 : 1, 0, true);
        }
        const isLast = input === [...this.root.el.querySelectorAll(".o_price")].at(-1);
        if (ev.key === "Tab" && !ev.shiftKey && isLast && input.value) {
            ev.preventDefault();
            return this.addRung();
        }
        if (!(ev.key in ARROWS) || ev.shiftKey) {
            return;
        }
        const [down, right] = ARROWS[ev.key];
        const { selectionStart, selectionEnd, value } = input;
        const isWhole = selectionStart === 0 && selectionEnd === value.length;
        const isAtEdge = right > 0 ? selectionStart === value.length : !selectionEnd;
        if (down || isWhole || isAtEdge) {
            ev.preventDefault();
            this.move(input, down, right, false);
        }
    }

    /** Go to another cell; Enter below the last row begins a new one. */
    move(input, down, right, isAdding) {
        let [rungStep, columnStep] = this.isSwapped ? [right, down] : [down, right];
        const { rungs } = this.state.table;
        const keys = ["amount", ...this.keys];
        const rung = this.rungOf(input);
        const row = rungs.indexOf(rung) + rungStep;
        const column = keys.indexOf(input.dataset.key) + columnStep;
        if (row === rungs.length && isAdding && input.value) {
            this.take(input);
            return this.addRung();
        }
        if (rungs[row] && keys[column]) {
            this.focus(rungs[row].id, keys[column]);
        } else {
            input.select();
        }
    }

    focus(rungId, key) {
        const cell = `input[data-rung="${rungId}"][data-key="${key}"]`;
        const input = this.root.el.querySelector(cell);
        input?.focus();
        input?.select();
        return input;
    }

    /** Reach a cell that was only just made. */
    reachGoal() {
        if (this.goal && this.focus(...this.goal)) {
            this.goal = null;
        }
    }

    onPaste(ev) {
        const text = ev.clipboardData?.getData("text/plain") || "";
        if (!/[\t\n\r]/.test(text)) {
            return; // one cell, into the text that stands there
        }
        ev.preventDefault();
        const lost = this.pasteAt(ev.target, asBlock(text));
        if (lost) {
            this.notification.add(
                _t(
                    "%s cells found no column: add the columns, then paste again.",
                    lost
                ),
                { type: "warning" }
            );
        }
        return this.keep();
    }

    /** Put a block below and beside a cell; return how many cells found no column. */
    pasteAt(input, block) {
        const { table } = this.state;
        const keys = ["amount", ...this.keys];
        const top = table.rungs.indexOf(this.rungOf(input));
        const left = keys.indexOf(input.dataset.key);
        const isSwapped = this.isSwapped;
        let lost = 0;
        block.forEach((line, i) =>
            line.forEach((text, j) => {
                const [down, right] = isSwapped ? [j, i] : [i, j];
                const key = keys[left + right];
                if (!key) {
                    lost += text.trim() ? 1 : 0;
                    return;
                }
                while (table.rungs.length <= top + down) {
                    table.addRung();
                }
                table.set(table.rungs[top + down], key, text);
            })
        );
        this.isTyping = false;
        this.isDirty = true;
        return lost;
    }

    // Rows and columns ---------------------------------------------------------------

    addRung() {
        const rung = this.state.table.addRung();
        this.goal = [rung.id, "amount"];
    }

    removeRung(rung) {
        const { table } = this.state;
        table.removeRung(rung);
        if (!table.rungs.length) {
            table.addRung("1");
        }
        this.isDirty = true;
        return this.keep();
    }

    addColumn(ev) {
        const { value } = ev.target;
        const keys = value === "all" ? this.freeChoices.map(([key]) => key) : [value];
        this.state.added = [...this.state.added, ...keys.filter(Boolean)];
        ev.target.value = "";
        if (value) {
            this.goal = [this.state.table.rungs[0].id, keys[0]];
        }
    }

    removeColumn(key) {
        this.state.added = this.state.added.filter((each) => each !== key);
        this.state.table.removeColumn(key);
        this.isDirty = true;
        return this.keep();
    }

    swap() {
        this.state.isSwapped = !this.isSwapped;
    }
}

export const priceGrid = {
    component: PriceGrid,
    displayName: _t("Prices"),
    supportedTypes: ["json"],
};

registry.category("fields").add("print_price_grid", priceGrid);
