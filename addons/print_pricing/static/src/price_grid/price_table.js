import { asNumber } from "./numbers";

const MORE = ["setup", "further_quantity", "further_price"];
const PLAIN = ["price", ...MORE];

/**
 * A price table as it is being typed: quantities, and the texts below each column.
 * Knows nothing of the screen. `rungs` are `{ id, amount, cells: { column: text } }`.
 */
export class PriceTable {
    /**
     * @param {Object} sheet rows by the id of the choice, or those of a single column
     *      under ""
     * @param {boolean} hasColumns whether each choice has prices of its own
     */
    constructor(sheet, hasColumns) {
        this.hasColumns = hasColumns;
        this.rungs = [];
        this.more = {};
        this.nextId = 1;
        const columns = hasColumns ? Object.keys(sheet) : [""];
        for (const column of columns) {
            for (const row of sheet[column] || []) {
                this.take(column, row.map(String));
            }
        }
        this.sort();
        if (!this.rungs.length) {
            this.addRung("1");
        }
    }

    take(column, [amount, ...cells]) {
        const same = (rung) => Number(rung.amount) === Number(amount);
        const rung = this.rungs.find(same) || this.addRung(amount);
        if (this.hasColumns) {
            rung.cells[column] = cells[0] ?? "";
            // Set-up and run-on prices of a column come by import; typing keeps them.
            this.more[`${rung.id}:${column}`] = cells.slice(1);
        } else {
            PLAIN.forEach((name, i) => (rung.cells[name] = cells[i] ?? ""));
        }
    }

    addRung(amount = "") {
        const rung = { id: this.nextId++, amount, cells: {} };
        this.rungs.push(rung);
        return this.rungs.at(-1);
    }

    removeRung(rung) {
        this.rungs.splice(this.rungs.indexOf(rung), 1);
    }

    removeColumn(column) {
        for (const rung of this.rungs) {
            delete rung.cells[column];
        }
    }

    sort() {
        this.rungs.sort((one, other) => Number(one.amount) - Number(other.amount));
    }

    get(rung, name) {
        return (name === "amount" ? rung.amount : rung.cells[name]) ?? "";
    }

    set(rung, name, text) {
        const number = asNumber(text);
        const value = number === null ? text.trim() : number;
        if (name === "amount") {
            rung.amount = value;
        } else {
            rung.cells[name] = value;
        }
    }

    isEmpty(rung) {
        return !Object.values(rung.cells).some(Boolean);
    }

    usesMore() {
        return this.rungs.some((rung) => MORE.some((name) => Number(rung.cells[name])));
    }

    /** Return what is wrong, as codes by "id of the rung:column". */
    findErrors(columns) {
        const errors = {};
        let before = null;
        for (const rung of this.rungs) {
            for (const name of ["amount", ...columns]) {
                if (asNumber(this.get(rung, name)) === null) {
                    errors[`${rung.id}:${name}`] = "number";
                }
            }
            if (this.isEmpty(rung)) {
                continue;
            }
            const place = `${rung.id}:amount`;
            if (rung.amount === "") {
                errors[place] = "quantity";
            } else if (!errors[place]) {
                if (before !== null && Number(rung.amount) <= before) {
                    errors[place] = "rising";
                } else {
                    before = Number(rung.amount);
                }
            }
            if (!this.hasColumns && !rung.cells.price) {
                errors[`${rung.id}:price`] = "price";
            }
        }
        return errors;
    }

    /** Return the rows by column, as the tariff keeps them. */
    toSheet(columns) {
        const filled = this.rungs.filter((rung) => !this.isEmpty(rung));
        if (!this.hasColumns) {
            return { "": filled.map((rung) => this.toRow(rung)) };
        }
        const sheet = {};
        for (const column of columns) {
            const rows = filled.filter((rung) => rung.cells[column]);
            if (rows.length) {
                sheet[column] = rows.map((rung) => [
                    rung.amount,
                    rung.cells[column],
                    ...(this.more[`${rung.id}:${column}`] || []),
                ]);
            }
        }
        return sheet;
    }

    toRow(rung) {
        const [price, ...more] = PLAIN.map((name) => rung.cells[name] || "");
        while (more.length && isNothing(more.at(-1))) {
            more.pop();
        }
        return [rung.amount, price, ...more.map((cell) => cell || "0")];
    }
}

function isNothing(text) {
    const number = asNumber(text);
    return number !== null && !Number(number);
}
