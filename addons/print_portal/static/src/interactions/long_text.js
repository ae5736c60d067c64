import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Let a text be longer than its field takes, until it is sent: a browser would cut off
 * the end of what is pasted, and say nothing.
 */
export class LongText extends Interaction {
    static selector = ".pr textarea[maxlength]";
    dynamicContent = {
        _root: {
            "t-on-input": this.onInput,
            "t-att-aria-invalid": () => (this.isRefused ? "true" : undefined),
        },
    };

    setup() {
        this.most = this.el.maxLength;
        this.isRefused = false;
        this.el.removeAttribute("maxlength");
        this.registerCleanup(() => this.el.setAttribute("maxlength", this.most));
        this.error = document.createElement("p");
        this.error.className = "pr-err";
        this.error.setAttribute("role", "alert");
    }

    start() {
        // Before the scripts of the form itself.
        this.addListener(this.el.form, "submit", this.onSubmit, { capture: true });
    }

    /** Letters as the server counts them: an end of line is two, an emoji one. */
    get isTooLong() {
        const text = this.el.value.trim().replace(/\n/g, "\r\n");
        return text.length > this.most && Array.from(text).length > this.most;
    }

    onInput() {
        if (this.isRefused && !this.isTooLong) {
            this.isRefused = false;
            this.error.remove();
        }
    }

    onSubmit(ev) {
        if (this.el.disabled || !this.isTooLong) {
            return;
        }
        ev.preventDefault();
        ev.stopImmediatePropagation();
        this.isRefused = true;
        this.error.textContent = _t("%(field)s: shorten it to %(max)s characters.", {
            field: this.label,
            max: this.most,
        });
        this.insert(this.error, this.el, "afterend");
        this.el.focus();
    }

    /** What stands over the field, without "(not required)" behind it. */
    get label() {
        const label = this.el.labels[0];
        const words = label ? label.firstChild.textContent : this.el.ariaLabel;
        return (words || "").trim();
    }
}

registry.category("public.interactions").add("print_portal.long_text", LongText);
