import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { renderToElement, renderToFragment } from "@web/core/utils/render";
import { Interaction } from "@web/public/interaction";

const PAUSE_MS = 300; // without typing, before the price is asked for
const QUIET_MS = 2000; // between two sentences for screen readers
const DRAFT_MS = 1000; // without typing, before the draft is kept
// Rules of fields that are empty, unreadable or out of range, and of missing files.
const NOT_FILLED = ["F00", "R01"];

/**
 * The order form while it is being filled: fields that come and go, each checked when
 * it is left, and the price of what is typed so far.
 *
 * The server knows every rule; this shows its sentences where they belong. Without a
 * script the form posts, and the page that comes back shows the same.
 */
export class OrderForm extends Interaction {
    static selector = "form.pr-order";
    dynamicContent = {
        _root: {
            "t-on-input": this.onInput,
            "t-on-change": this.onChange,
            "t-on-focusout": this.onLeave,
            "t-on-click": this.onClick,
            "t-on-submit": this.onSubmit,
            "t-on-print-file-uploaded": (ev) => this.choose(ev.detail),
        },
        ".pr-retry-price": { "t-on-click": () => this.review() },
        _document: { "t-on-visibilitychange": this.onHide },
        _window: { "t-on-pagehide": this.onHide, "t-on-online": this.keep },
    };

    setup() {
        this.left = new Set();
        this.asked = 0;
        this.panel = this.el.querySelector(".pr-price");
        this.reviewSoon = this.debounced(this.review, PAUSE_MS);
        this.keepSoon = this.debounced(this.keep, DRAFT_MS);
        this.kept = Promise.resolve();
        if (this.el.querySelector(".pr-field.bad")) {
            this.wasSent = true;
            this.checkAll();
            this.focusErrors();
        }
        for (const row of this.el.querySelectorAll(".pr-chosen > .pr-f")) {
            row.replaceWith(this.renderFile(row));
        }
        this.showFields();
    }

    start() {
        this.startDraft();
    }

    // What the person does

    onInput(ev) {
        if (ev.target.name) {
            this.reviewSoon();
            this.touch();
        }
    }

    onChange(ev) {
        const { target } = ev;
        if (
            target.name === "file_ids" &&
            target.checked &&
            target.closest(".pr-folder")
        ) {
            this.chooseFromFolder(target.closest("label"));
        }
        const fills = target.selectedOptions?.[0]?.dataset.fills;
        if (fills) {
            this.fill(JSON.parse(fills));
        }
        if (target.matches("input[type=radio], input[type=checkbox], select")) {
            this.leave(target);
        }
        this.showFields();
        this.reviewSoon();
        this.touch();
    }

    onLeave(ev) {
        if (ev.target.name) {
            this.leave(ev.target);
            this.reviewSoon();
        }
    }

    onClick(ev) {
        const fix = ev.target.closest("[data-fix]");
        if (fix) {
            ev.preventDefault();
            this.mend(fix.closest(".pr-field").dataset.field, fix.dataset.fix);
        }
        if (ev.target.closest(".pr-unchoose")) {
            ev.target.closest(".pr-f").remove();
            this.left.add("artwork");
            this.reviewSoon();
            this.touch();
        }
        const step = ev.target.closest("[data-quantity]");
        if (step) {
            this.setQuantity(step.dataset);
        }
    }

    /** Take a quantity of the ladder: the price follows at once. */
    setQuantity({ code, quantity }) {
        this.fill({ [code]: quantity });
        this.left.add(code);
        this.touch();
        this.review();
    }

    /**
     * The button goes to the first error; with none left the form posts. An order in
     * words has no price that could be asked for: the server alone checks it. A button
     * that leads elsewhere, as to a template, sends the form as it is.
     */
    async onSubmit(ev) {
        const isElsewhere = ev.submitter?.hasAttribute("formaction");
        if (this.isChecked || isElsewhere || "inWords" in this.el.dataset) {
            return;
        }
        ev.preventDefault();
        if (this.isSending || !this.el.dataset.priceUrl) {
            return;
        }
        this.isSending = true;
        this.wasSent = true;
        const button = ev.submitter;
        this.checkAll();
        const review = await this.waitFor(this.review());
        if (review?.errors.some(isStop)) {
            this.isSending = false;
            this.showErrors(review.errors);
            this.focusErrors();
        } else {
            // The order takes the draft with it; nothing of it may come after the order.
            await this.waitFor(this.keep());
            await this.waitFor(this.kept);
            this.isSending = false;
            // Also when the price failed: the server answers for the form as well.
            this.isChecked = true;
            this.el.requestSubmit(button);
        }
    }

    leave(control) {
        const field = control.closest(".pr-field");
        if (field) {
            this.left.add(field.dataset.field);
        }
    }

    checkAll() {
        for (const field of this.el.querySelectorAll(".pr-field")) {
            this.left.add(field.dataset.field);
        }
    }

    /** Set what follows from a choice, such as the plate of a press. */
    fill(texts) {
        for (const [code, text] of Object.entries(texts)) {
            const controls = this.controlsOf(code);
            for (const control of controls) {
                if (control.type === "radio" || control.type === "checkbox") {
                    control.checked = control.value === text;
                } else {
                    control.value = text;
                }
            }
        }
    }

    controlsOf(code) {
        return [...this.el.querySelectorAll(`[name="${CSS.escape(code)}"]`)];
    }

    mend(code, value) {
        const controls = this.controlsOf(code);
        const radio = controls.find((c) => c.type === "radio" && c.value === value);
        if (radio) {
            radio.checked = true;
        } else {
            controls[0].value = value;
        }
        (radio || controls[0]).focus();
        this.showFields();
        this.touch();
        this.review();
    }

    // The draft: kept while one types, on the server, for any device

    startDraft() {
        const goOn = document.querySelector(".pr-draft .pr-go-on");
        if (goOn) {
            goOn.classList.remove("d-none");
            this.addListener(goOn, "click", () => {
                goOn.closest(".pr-draft").remove();
                this.el.querySelector("input:not([type=hidden]), select")?.focus();
            });
        }
    }

    touch() {
        if (this.el.dataset.draftUrl && !this.isChecked) {
            this.isTouched = true;
            this.keepSoon();
        }
    }

    /** Keep what was typed since the last time; a failed one is tried with the next. */
    async keep() {
        if (!this.isTouched) {
            return;
        }
        this.isTouched = false;
        const content = this.collectAll();
        this.kept = this.kept
            .then(() => rpc(this.el.dataset.draftUrl, content, { silent: true }))
            .then((isKept) => this.showSaved(isKept))
            .catch(() => {
                this.isTouched = true;
                this.showSaved(false);
            });
        await this.waitFor(this.kept);
    }

    /** The page goes away, or a phone takes it: send what was not kept yet. */
    onHide(ev) {
        const isLeaving = ev.type === "pagehide" || document.hidden;
        if (isLeaving && this.isTouched && !this.isChecked) {
            this.isTouched = false;
            const params = this.collectAll();
            const body = JSON.stringify({ jsonrpc: "2.0", method: "call", params });
            browser
                .fetch(this.el.dataset.draftUrl, {
                    method: "POST",
                    headers: { "Content-Type": "application/json" },
                    keepalive: true,
                    body,
                })
                .catch(() => {
                    this.isTouched = true;
                });
        }
    }

    showSaved(isKept) {
        const time = new Date().toLocaleTimeString(document.documentElement.lang, {
            hour: "2-digit",
            minute: "2-digit",
        });
        document.querySelector(".pr-saved").textContent = isKept
            ? _t("Draft saved at %s", time)
            : _t("The draft is not saved yet.");
    }

    /** Return the form with what is hidden now: it may be asked for again. */
    collectAll() {
        const raw = {};
        for (const field of this.el.querySelectorAll(".pr-field[data-field]")) {
            const { field: code, multi } = field.dataset;
            const controls = this.controlsOf(code);
            if (controls.length) {
                const texts = controls.map(typedValue).filter(Boolean);
                raw[code] = multi ? texts : texts[0] || "";
            }
        }
        return { ...this.collect(), raw };
    }

    // Files

    chooseFromFolder(label) {
        this.choose({
            id: label.querySelector("input").value,
            name: label.querySelector(".pr-file-name").textContent,
            size_text: label.dataset.size,
            icon: label.dataset.icon,
        });
        label.remove();
    }

    choose(file) {
        const row = renderToElement("print_portal.ChosenFile", { file });
        this.el.querySelector(".pr-chosen").append(row);
        this.left.add("artwork");
        this.reviewSoon();
        this.touch();
    }

    /** The row of the page without a script, with a button in place of its tick. */
    renderFile(row) {
        return renderToElement("print_portal.ChosenFile", {
            file: {
                id: row.querySelector("input").value,
                name: row.querySelector(".pr-file-name").textContent,
                icon: row.querySelector(".fa").classList[1],
                size_text: row.querySelector(".pr-s").textContent,
            },
        });
    }

    // Fields that depend on others

    /** Show the fields that are asked for now; hidden ones are not sent. */
    showFields() {
        const shown = {};
        for (const field of this.el.querySelectorAll(".pr-field[data-field]")) {
            const { field: code, if: parent, ifValues } = field.dataset;
            const isShown = !parent || isMet(shown[parent] || [], ifValues);
            field.hidden = !isShown;
            const controls = field.querySelectorAll(`[name="${CSS.escape(code)}"]`);
            for (const control of controls) {
                control.disabled = !isShown;
            }
            shown[code] = isShown ? [...controls].map(typedValue).filter(Boolean) : [];
        }
    }

    // Price and errors, from the server

    /** @returns {Promise<Object|undefined>} the answer; nothing on failure */
    async review() {
        if (!this.el.dataset.priceUrl) {
            return; // a preview: nothing is priced, nothing is sent
        }
        const turn = ++this.asked;
        this.panel.classList.add("busy");
        let review;
        try {
            review = await this.waitFor(
                rpc(this.el.dataset.priceUrl, this.collect(), { silent: true })
            );
        } catch {
            if (turn === this.asked) {
                this.panel.classList.remove("busy");
                this.panel.classList.add("failed");
            }
            return;
        }
        if (turn === this.asked) {
            this.panel.classList.remove("busy", "failed");
            this.showPrice(review);
            this.showLadder(review.ladder);
            this.showDates(review.dates);
            this.showErrors(review.errors);
            // What add-ons above show of it.
            this.el.dispatchEvent(
                new CustomEvent("print-order:reviewed", { detail: review })
            );
        }
        return review;
    }

    collect() {
        const data = new FormData(this.el);
        const raw = {};
        for (const field of this.el.querySelectorAll(".pr-field[data-field]")) {
            const { field: code, multi } = field.dataset;
            if (data.has(code)) {
                raw[code] = multi ? data.getAll(code) : data.get(code);
            }
        }
        return {
            code: this.el.dataset.type,
            raw,
            accepted_rules: data.getAll("accept"),
            file_ids: data.getAll("file_ids").map(Number),
        };
    }

    showPrice({ price, price_state: state, formula, turnaround_prices: speeds }) {
        this.panel.dataset.state = state;
        for (const el of this.el.querySelectorAll("[data-choice-price]")) {
            el.textContent = speeds?.[el.dataset.choicePrice] || "";
        }
        const texts = { ...price, formula };
        for (const el of this.el.querySelectorAll("[data-price]")) {
            el.textContent = texts[el.dataset.price] || "";
        }
        const counted = this.el.querySelector(".pr-counted");
        if (counted) {
            counted.hidden = !formula;
            counted.firstElementChild.textContent = formula;
        }
        if (price) {
            this.say(_t("Total: %s", price.total));
        }
    }

    /** Other quantities; the one that has the focus keeps it. */
    showLadder(ladder) {
        const box = this.el.querySelector(".pr-other");
        if (!box) {
            return;
        }
        box.hidden = !ladder;
        const { steps = [], bargain = "", unit = "", code } = ladder || {};
        const sentence = box.querySelector(".pr-bargain");
        sentence.hidden = !bargain;
        sentence.firstElementChild.textContent = bargain;
        box.querySelector(".pr-ladder-unit").textContent = unit;
        const focused = document.activeElement?.closest(".pr-other [data-quantity]");
        const rows = renderToFragment("print_portal.Ladder", { steps, code });
        box.querySelector(".pr-ladder").replaceChildren(rows);
        if (focused) {
            const { quantity } = focused.dataset;
            box.querySelector(`[data-quantity="${CSS.escape(quantity)}"]`)?.focus();
        }
    }

    /** Each turnaround says its date, the summary that of the one that is chosen. */
    showDates(dates) {
        for (const el of this.el.querySelectorAll("[data-choice-date]")) {
            el.textContent = dates.choices[el.dataset.choiceDate] || "";
        }
        for (const el of this.el.querySelectorAll("[data-choice-condition]")) {
            el.textContent = dates.conditions[el.dataset.choiceCondition] || "";
        }
        for (const el of this.el.querySelectorAll("[data-dates]")) {
            el.textContent = dates[el.dataset.dates];
        }
        this.el.querySelector(".pr-ready").hidden = !dates.ready;
    }

    showErrors(errors) {
        const visible = errors.filter((error) => this.isTimeFor(error));
        for (const field of this.el.querySelectorAll(".pr-field[data-field]")) {
            const { field: code } = field.dataset;
            this.showError(
                field,
                visible.find((error) => error.field === code)
            );
        }
        const stops = visible.filter(isStop);
        this.showSummary(stops);
        this.showTitle(stops);
    }

    /** Nobody is told about a field he has not filled yet, or is typing into. */
    isTimeFor(error) {
        const field = this.el.querySelector(
            `[data-field="${CSS.escape(error.field)}"]`
        );
        const { activeElement } = document;
        if (
            field?.contains(activeElement) &&
            activeElement.matches("input[type=text]")
        ) {
            return field.classList.contains("bad");
        }
        return this.left.has(error.field) || !NOT_FILLED.includes(error.rule);
    }

    showError(field, error) {
        const box = field.querySelector("[id$='_e']");
        const key = JSON.stringify(error || null);
        if (!box || box.dataset.shown === key) {
            return;
        }
        box.dataset.shown = key;
        const isBad = Boolean(error && isStop(error));
        field.classList.toggle("bad", isBad);
        box.hidden = !error;
        box.className = isBad ? "pr-err" : "pr-hint";
        box.replaceChildren();
        if (error) {
            box.append(renderToFragment("print_portal.FieldError", { error, isBad }));
        }
        for (const control of field.querySelectorAll("[aria-describedby]")) {
            control.setAttribute("aria-invalid", isBad);
        }
    }

    showSummary(stops) {
        const summary = this.el.querySelector("#pr_summary");
        // It helps after sending; before that, it would jump about while one types.
        if (this.wasSent) {
            summary.hidden = stops.length < 2;
            const list = stops.map((error) => link(error.field, error.message));
            summary.querySelector("ul").replaceChildren(...list.map(inListItem));
        }
        const toMend = this.el.querySelector(".pr-to-mend");
        toMend.hidden = !stops.length;
        const links = stops.map((error) => link(error.field, this.labelOf(error)));
        toMend.querySelector("span").replaceChildren(...links);
    }

    showTitle(stops) {
        const prefix = _t("Error:") + " ";
        const title = document.title.startsWith(prefix)
            ? document.title.slice(prefix.length)
            : document.title;
        document.title = (stops.length ? prefix : "") + title;
    }

    labelOf(error) {
        const field = this.el.querySelector(
            `[data-field="${CSS.escape(error.field)}"]`
        );
        return field?.dataset.label || error.message;
    }

    focusErrors() {
        const summary = this.el.querySelector("#pr_summary");
        const bad = this.el.querySelector(".pr-field.bad");
        for (const folded of this.el.querySelectorAll("details:has(.pr-field.bad)")) {
            folded.open = true;
        }
        // An order in words has no summary: its few fields are seen at once.
        const isSummed = summary && !summary.hidden;
        const target = isSummed
            ? summary
            : bad?.querySelector("input, select, textarea");
        (target || bad)?.focus();
    }

    /** Tell screen readers, at most once in two seconds. */
    say(sentence) {
        const isQuiet = !this.sentence;
        this.sentence = sentence;
        if (isQuiet) {
            this.waitForTimeout(() => {
                this.el.querySelector(".pr-said").textContent = this.sentence;
                this.sentence = "";
            }, QUIET_MS);
        }
    }
}

/** Whether a field is asked for, when the one it depends on holds ``values``. */
function isMet(values, wanted) {
    const codes = wanted?.split(",").map((code) => code.trim());
    return codes ? values.some((value) => codes.includes(value)) : values.length > 0;
}

function typedValue(control) {
    const isOption = control.type === "radio" || control.type === "checkbox";
    return isOption && !control.checked ? "" : control.value;
}

function isStop(error) {
    return error.severity !== "quote" && !error.is_accepted;
}

function link(code, text) {
    const el = document.createElement("a");
    el.href = `#f_${code}`;
    el.textContent = text;
    return el;
}

function inListItem(el) {
    const item = document.createElement("li");
    item.append(el);
    return item;
}

registry.category("public.interactions").add("print_portal.order_form", OrderForm);
