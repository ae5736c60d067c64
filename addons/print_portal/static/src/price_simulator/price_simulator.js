import { markup, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { MultiRecordSelector } from "@web/core/record_selectors/multi_record_selector";
import { registry } from "@web/core/registry";
import { JobForm } from "../job_form/job_form";

const LINES_AT_MOST = 8; // of clients in the chart: more cannot be told apart
const UNPRICED = ["title", "files"]; // sections of the form that no price asks for
const COLOURS = ["#017e84", "#b5563a", "#4b3b6b", "#7a8f3c", "#2a6fb0", "#a8672f"];

/**
 * Prices tried out: the form of a job, clients and quantities, and beside them what each
 * would pay. The form is that of a quotation.
 */
export class PriceSimulator extends JobForm {
    static template = "print_portal.PriceSimulator";
    static components = { MultiRecordSelector };

    setup() {
        super.setup();
        Object.assign(this.state, {
            ladder: "",
            ladderError: "",
            counted: "",
            partnerIds: [],
            isForAll: false,
            quantities: [],
            clients: [],
            warnings: [],
            explained: null,
        });
        this.canvas = useRef("canvas");
        useEffect(
            () => {
                this.draw();
            },
            () => [this.state.clients, this.canvas.el]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    async load(orderTypeId) {
        const form = await this.orm.call("print.order.type", "get_price_simulator", [
            orderTypeId,
        ]);
        Object.assign(this.state, {
            orderTypes: form.order_types,
            orderTypeId: form.order_type_id,
            sections: form.sections || [],
            raw: form.raw || {},
            ladder: form.ladder || "",
            counted: form.counted || "",
            errors: [],
            touched: {},
            clients: [],
            warnings: [],
            explained: null,
        });
        if (form.order_type_id) {
            await this.review();
        }
    }

    /** Only the answer to the newest question is shown. */
    async review() {
        const { orderTypeId, raw, ladder, partnerIds, isForAll } = this.state;
        const turn = (this.turn = (this.turn || 0) + 1);
        const found = await this.orm.silent.call(
            "print.order.type",
            "simulate_prices",
            [[orderTypeId], raw, ladder, partnerIds, isForAll]
        );
        if (turn !== this.turn) {
            return;
        }
        Object.assign(this.state, {
            errors: found.errors,
            formula: found.formula,
            ladderError: found.ladder_error,
            quantities: found.quantities,
            clients: found.clients,
            warnings: found.warnings,
            explained: null,
        });
    }

    save() {
        this.state.isSubmitted = true;
        return this.review();
    }

    get shownSections() {
        const isPriced = (section) => !UNPRICED.includes(section.key);
        return super.shownSections.filter(isPriced);
    }

    get isSingle() {
        return this.state.clients.length === 1;
    }

    setLadder(text) {
        this.state.ladder = text;
        return this.review();
    }

    setClients(ids) {
        this.state.partnerIds = ids;
        return this.review();
    }

    toggleAll() {
        this.state.isForAll = !this.state.isForAll;
        return this.review();
    }

    async explain(client, quantity) {
        const html = await this.orm.call(
            "print.order.type",
            "explain_simulated_price",
            [[this.state.orderTypeId], this.state.raw, quantity, client.id]
        );
        this.state.explained = { name: client.name, quantity, html: markup(html) };
    }

    async draw() {
        if (!this.canvas.el) {
            return;
        }
        await loadBundle("web.chartjs_lib");
        this.chart?.destroy();
        if (!this.canvas.el) {
            return;
        }
        this.chart = new Chart(this.canvas.el, {
            type: "line",
            data: { labels: this.state.quantities, datasets: this.datasets },
            options: {
                animation: false,
                maintainAspectRatio: false,
                scales: {
                    y: {
                        beginAtZero: true,
                        title: { display: true, text: _t("Total") },
                    },
                    unit: {
                        display: this.isSingle,
                        position: "right",
                        beginAtZero: true,
                        grid: { drawOnChartArea: false },
                        title: { display: true, text: _t("Per unit") },
                    },
                },
            },
        });
    }

    get datasets() {
        const line = (label, client, name, i, yAxisID) => ({
            label,
            yAxisID,
            data: client.prices.map((price) => price[name] ?? null),
            borderColor: COLOURS[i % COLOURS.length],
            backgroundColor: COLOURS[i % COLOURS.length],
        });
        const { clients } = this.state;
        if (this.isSingle) {
            return [
                line(_t("Total"), clients[0], "amount", 0, "y"),
                line(_t("Per unit"), clients[0], "amount_unit", 1, "unit"),
            ];
        }
        return clients
            .slice(0, LINES_AT_MOST)
            .map((client, i) => line(client.name, client, "amount", i, "y"));
    }
}

registry.category("actions").add("print_portal.price_simulator", PriceSimulator);
