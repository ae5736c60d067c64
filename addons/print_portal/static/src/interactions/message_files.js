import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Files that are too large for a message are told of before they are sent: the server
 * would refuse them after minutes, and the browser forget them.
 */
export class MessageFiles extends Interaction {
    static selector = ".pr input[type=file][data-most-bytes]";
    dynamicContent = {
        _root: {
            "t-on-change": this.onChange,
            "t-att-aria-invalid": () => (this.isRefused ? "true" : undefined),
        },
    };

    setup() {
        this.isRefused = false;
        this.error = document.createElement("p");
        this.error.className = "pr-err";
        this.error.setAttribute("role", "alert");
        this.error.textContent = this.el.dataset.refusal;
    }

    start() {
        this.addListener(this.el.form, "submit", this.onSubmit, { capture: true });
    }

    onChange() {
        const bytes = [...this.el.files].reduce((sum, file) => sum + file.size, 0);
        this.isRefused = bytes > Number(this.el.dataset.mostBytes);
        if (this.isRefused) {
            this.insert(this.error, this.el, "afterend");
        } else {
            this.error.remove();
        }
    }

    onSubmit(ev) {
        if (this.isRefused) {
            ev.preventDefault();
            ev.stopImmediatePropagation();
            this.el.focus();
        }
    }
}

registry
    .category("public.interactions")
    .add("print_portal.message_files", MessageFiles);
