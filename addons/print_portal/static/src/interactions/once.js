import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const PRESS_MS = 3000; // in which a second press of a button is one of the first

/**
 * A form that is on its way is not sent once more: people click twice. Without a script,
 * and when an answer is lost, the server knows what adds something by its key.
 */
export class Once extends Interaction {
    static selector = ".pr";
    dynamicContent = {
        _root: { "t-on-submit": this.onSubmit },
        _window: { "t-on-pageshow": () => this.sent.clear() },
    };

    setup() {
        this.sent = new Map(); // form: its button, and when in milliseconds
    }

    onSubmit(ev) {
        const form = ev.target;
        if (ev.defaultPrevented || form.method !== "post") {
            return;
        }
        const [button, when] = this.sent.get(form) || [];
        if (button === ev.submitter && ev.timeStamp - when < PRESS_MS) {
            ev.preventDefault();
        } else {
            this.sent.set(form, [ev.submitter, ev.timeStamp]);
        }
    }
}

registry.category("public.interactions").add("print_portal.once", Once);
