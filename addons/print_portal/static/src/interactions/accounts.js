import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const PAUSE_MS = 300; // after the last letter of a name, before a login is proposed

/**
 * A tick is saved at once, one after the other, and said so with "Undo"; a login is
 * proposed while the name is typed. Without a script both forms post.
 */
export class Accounts extends Interaction {
    static selector = ".pr-accounts";
    dynamicContent = {
        ".pr-save-ticks": { "t-att-hidden": () => "hidden" },
        "[name=right][type=checkbox]": { "t-on-change": this.onTick },
        ".pr-undo": { "t-on-click": this.onUndo },
        "#a_name": { "t-on-input": this.debounced(this.propose, PAUSE_MS) },
        "#a_login": { "t-on-input": this.onLogin },
    };

    setup() {
        this.saving = Promise.resolve();
        this.last = null; // the tick that "Undo" takes back
        this.isOwnLogin = Boolean(this.el.querySelector("#a_login")?.value);
    }

    /** What was done before the scripts had come is done now. */
    start() {
        for (const tick of this.el.querySelectorAll("[name=right][type=checkbox]")) {
            if (tick.checked !== tick.previousElementSibling.value.endsWith(".1")) {
                this.queue(tick);
            }
        }
        this.propose();
    }

    onTick(ev) {
        this.queue(ev.currentTarget);
    }

    onUndo(ev) {
        if (this.last) {
            ev.preventDefault();
            this.last.checked = !this.last.checked;
            this.queue(this.last);
            this.last.focus();
        }
    }

    queue(tick) {
        const isOn = tick.checked;
        this.saving = this.saving.then(() => this.save(tick, isOn));
    }

    async save(tick, isOn) {
        const [id, name] = tick.value.split(".");
        const url = `${this.el.dataset.url}/${id}/right`;
        let said;
        try {
            ({ said } = await this.waitFor(
                rpc(url, { name, is_on: isOn }, { silent: true })
            ));
        } catch {
            tick.checked = !isOn;
            this.say(_t("Not saved: the tick is as it was. Try again."), null);
            return;
        }
        // What a form would send as changed starts from here.
        tick.previousElementSibling.value = `${tick.value}.${isOn ? 1 : 0}`;
        this.say(said, tick);
    }

    say(text, tick) {
        this.last = tick;
        this.el.querySelector(".pr-said-text").textContent = text;
        this.el.querySelector(".pr-undo").hidden = !tick;
    }

    onLogin(ev) {
        this.isOwnLogin = Boolean(ev.currentTarget.value);
    }

    async propose() {
        const name = this.el.querySelector("#a_name")?.value.trim();
        if (this.isOwnLogin || !name) {
            return;
        }
        const url = `${this.el.dataset.url}/login`;
        const answer = await this.waitFor(rpc(url, { name }, { silent: true }));
        if (!this.isOwnLogin) {
            this.el.querySelector("#a_login").value = answer.login;
        }
    }
}

registry.category("public.interactions").add("print_portal.accounts", Accounts);
