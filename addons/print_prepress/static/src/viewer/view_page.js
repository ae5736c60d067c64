import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** The list beside a viewer: a finding and its pin are marked together. */
export class ViewPage extends Interaction {
    static selector = ".pr-view:has(.pr-view-rows)";
    dynamicContent = {
        "[data-go-page]": { "t-on-click.prevent.withTarget": this.go },
        ".pr-viewer": { "t-on-print-viewer:pin": (ev) => this.mark(ev.detail.id) },
    };

    go(ev, link) {
        const pin = link.closest("[data-pin]")?.dataset.pin || null;
        this.mark(pin);
        const viewer = this.el.querySelector(".pr-viewer");
        const detail = { page: Number(link.dataset.goPage), pin };
        viewer.dispatchEvent(new CustomEvent("print-viewer:show", { detail }));
        viewer.scrollIntoView({ block: "nearest" });
    }

    mark(pin) {
        for (const row of this.el.querySelectorAll("[data-pin]")) {
            const isOn = row.dataset.pin === pin;
            row.classList.toggle("pr-on", isOn);
            if (isOn) {
                row.scrollIntoView({ block: "nearest" });
            }
        }
    }
}

registry.category("public.interactions").add("print_prepress.view_page", ViewPage);
