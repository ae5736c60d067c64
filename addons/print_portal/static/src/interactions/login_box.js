import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Close a box of the header by Esc or a click elsewhere; without a script its head does. */
export class LoginBox extends Interaction {
    static selector = "details.pr-login-box";
    dynamicContent = {
        _root: { "t-on-toggle": this.onToggle, "t-on-keydown": this.onKeydown },
        _document: { "t-on-click": this.onClickAnywhere },
    };

    start() {
        // Opened before this script was there.
        this.onToggle();
    }

    onToggle() {
        if (this.el.open) {
            this.el.querySelector("form input:not([type=hidden])").focus();
        }
    }

    onKeydown(ev) {
        if (ev.key === "Escape" && this.el.open) {
            this.el.open = false;
            this.el.querySelector("summary").focus();
        }
    }

    onClickAnywhere(ev) {
        if (!this.el.contains(ev.target)) {
            this.el.open = false;
        }
    }
}

registry.category("public.interactions").add("print_portal.login_box", LoginBox);
