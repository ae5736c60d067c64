import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const REVIEW_DELAY_MS = 400;

/**
 * The form of a print job, as staff fill it on a quotation. What is asked, what is
 * wrong and what it costs all come from the server, as for the client's own form.
 */
export class JobForm extends Component {
    static template = "print_portal.JobForm";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        const { order_id, line_id } = this.props.action.params;
        this.orderId = order_id;
        this.lineId = line_id || false;
        this.state = useState({
            orderTypes: [],
            orderTypeId: false,
            sections: [],
            raw: {},
            accepted: [],
            files: [],
            fileIds: [],
            errors: [],
            touched: {},
            isSubmitted: false,
            quantity: 0,
            formula: "",
            price: "",
        });
        this.reviewSoon = useDebounced(() => this.review(), REVIEW_DELAY_MS);
        onWillStart(() => this.load(false));
    }

    async load(orderTypeId) {
        const form = await this.orm.call("sale.order", "get_print_job_form", [
            [this.orderId],
            this.lineId,
            orderTypeId,
        ]);
        Object.assign(this.state, {
            orderTypes: form.order_types,
            orderTypeId: form.order_type_id,
            sections: form.sections || [],
            raw: form.raw || {},
            accepted: form.accepted_rules || [],
            files: form.files || [],
            fileIds: form.file_ids || [],
            errors: [],
            touched: {},
            isSubmitted: false,
        });
        if (form.order_type_id) {
            await this.review();
        }
    }

    chooseType(ev) {
        return this.load(Number(ev.target.value) || false);
    }

    get content() {
        const { orderTypeId, raw, accepted, fileIds } = this.state;
        return [orderTypeId, raw, accepted, fileIds];
    }

    async review() {
        const review = await this.orm.silent.call("sale.order", "review_print_job", [
            [this.orderId],
            ...this.content,
        ]);
        Object.assign(this.state, {
            errors: review.errors,
            quantity: review.quantity,
            formula: review.formula,
            price: review.price,
        });
    }

    async save() {
        const errors = await this.orm.call("sale.order", "save_print_job", [
            [this.orderId],
            ...this.content,
            this.lineId,
        ]);
        if (!errors.length) {
            return this.close();
        }
        this.state.errors = errors;
        this.state.isSubmitted = true;
    }

    close() {
        return this.action.doAction({ type: "ir.actions.act_window_close" });
    }

    /** A section whose questions are all hidden is left out, but for the files. */
    get shownSections() {
        return this.state.sections.filter(
            (section) => section.key === "files" || this.shownFields(section).length
        );
    }

    /** Whether a field is asked for: what it depends on is, and holds the right value. */
    isShown(field) {
        if (!field.condition_code) {
            return true;
        }
        const parent = this.fieldOf(field.condition_code);
        if (parent && !this.isShown(parent)) {
            return false;
        }
        const value = this.state.raw[field.condition_code];
        if (!field.condition_values.length) {
            return Boolean(value && value.length);
        }
        const given = Array.isArray(value) ? value : [value];
        return given.some((code) => field.condition_values.includes(code));
    }

    fieldOf(code) {
        return this.state.sections
            .flatMap((section) => section.fields)
            .find((field) => field.code === code);
    }

    shownFields(section) {
        return section.fields.filter((field) => this.isShown(field));
    }

    /** The error of a field, once it has been left or the form was sent. */
    errorOf(code) {
        const error = this.state.errors.find((found) => found.field === code);
        const isDue = this.state.isSubmitted || this.state.touched[code];
        return error && (isDue || error.is_accepted) ? error : null;
    }

    /** Keep what is being typed: it is checked when the field is left. */
    keep(code, value) {
        this.state.raw[code] = value;
    }

    setValue(code, value) {
        this.keep(code, value);
        this.state.touched[code] = true;
        this.reviewSoon();
    }

    toggleChoice(code, choice) {
        const chosen = this.state.raw[code] || [];
        this.setValue(code, toggled(chosen, choice));
    }

    toggleFile(fileId) {
        this.state.fileIds = toggled(this.state.fileIds, fileId);
        this.state.touched.artwork = true;
        this.reviewSoon();
    }

    toggleAccepted(rule) {
        this.state.accepted = toggled(this.state.accepted, rule);
        this.reviewSoon();
    }
}

function toggled(list, item) {
    return list.includes(item)
        ? list.filter((other) => other !== item)
        : [...list, item];
}

registry.category("actions").add("print_portal.job_form", JobForm);
