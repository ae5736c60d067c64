import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const SAID_MS = 2000;

/** Copies an address; without this script, or without the right, it is selected by hand. */
export class CopyLink extends Interaction {
    static selector = ".pr-copy";
    dynamicContent = {
        _root: {
            "t-att-class": () => ({ "d-none": !browser.navigator.clipboard }),
            "t-on-click": this.copy,
        },
    };

    setup() {
        this.label = this.el.textContent;
    }

    async copy() {
        await this.waitFor(browser.navigator.clipboard.writeText(this.el.dataset.copy));
        this.el.textContent = _t("Copied");
        this.waitForTimeout(() => (this.el.textContent = this.label), SAID_MS);
    }
}

registry.category("public.interactions").add("print_portal.copy_link", CopyLink);
