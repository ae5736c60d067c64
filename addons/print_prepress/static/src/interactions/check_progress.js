import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";
import { printUrl } from "@print_portal/root";

const EVERY_MS = 2000;
const AFTER_FAILURE_MS = 15000;

/**
 * How far the checks of files are, where a page shows any. Asks the server only while
 * something runs and somebody looks; what belongs to a check that has ended is shown
 * anew, unless somebody is typing in it.
 */
export class CheckProgress extends Interaction {
    static selector = "#wrapwrap";

    start() {
        this.waitForTimeout(() => this.look(), EVERY_MS);
    }

    async look() {
        const places = [...this.el.querySelectorAll("[data-check]")];
        let pause = EVERY_MS;
        if (places.length && !document.hidden) {
            try {
                await this.update(places);
            } catch {
                pause = AFTER_FAILURE_MS; // no network, a server that starts anew
            }
        }
        this.waitForTimeout(() => this.look(), pause);
    }

    async update(places) {
        const keys = [...new Set(places.map((place) => place.dataset.check))];
        const checks = await this.waitFor(
            rpc(printUrl("/checks"), { keys }, { silent: true })
        );
        const stale = new Set();
        for (const place of places) {
            const check = checks[place.dataset.check];
            if (check) {
                place.querySelector("span").textContent = check.sentence;
            } else {
                stale.add(place.dataset.checkRefresh);
            }
        }
        if (stale.size) {
            await this.showAnew(stale);
        }
    }

    async showAnew(selectors) {
        const page = await this.waitFor(fetch(window.location.href));
        const html = await this.waitFor(page.text());
        const fresh = new DOMParser().parseFromString(html, "text/html");
        for (const selector of selectors) {
            const old = document.querySelector(selector);
            const current = fresh.querySelector(selector);
            if (old && current && !old.contains(document.activeElement)) {
                const services = this.services["public.interactions"];
                services.stopInteractions(old);
                const shown = document.adoptNode(current);
                old.replaceWith(shown);
                services.startInteractions(shown);
            }
        }
    }
}

registry
    .category("public.interactions")
    .add("print_prepress.check_progress", CheckProgress);
