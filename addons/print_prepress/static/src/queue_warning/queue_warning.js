import { Component, onWillDestroy, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

const EVERY_MS = 60000;

/** A sign on top of the back office while files wait too long for their check. */
export class QueueWarning extends Component {
    static template = "print_prepress.QueueWarning";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ trouble: false });
        this.look();
        const timer = setInterval(() => this.look(), EVERY_MS);
        onWillDestroy(() => clearInterval(timer));
    }

    get label() {
        return _t("Files wait for their check");
    }

    async look() {
        if (document.hidden) {
            return;
        }
        try {
            this.state.trouble = await this.orm.silent.call(
                "print.preflight",
                "get_queue_trouble",
                []
            );
        } catch {
            this.state.trouble = false; // no server: that is told elsewhere
        }
    }

    open() {
        this.action.doAction("print_prepress.print_preflight_action");
    }
}

registry
    .category("systray")
    .add("print_prepress.queue_warning", { Component: QueueWarning }, { sequence: 90 });
