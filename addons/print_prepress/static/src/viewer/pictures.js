import { rpc } from "@web/core/network/rpc";

const AGAIN_MS = 600;
const AFTER_FAILURE_MS = 8000;
const WAITING = "waiting";

/**
 * Which pictures of pages are drawn. Only what is looked at is asked for, and asked again
 * while it is being drawn and somebody looks. Keys are those of the server: page-14,
 * thumb-14, large-14, plates-14.
 */
export class Pictures {
    /** @param {Function} changed called when something is known that was not */
    constructor(changed) {
        this.changed = changed;
        this.states = new Map();
        this.looked = [];
        this.timer = null;
        this.isAsking = false;
        this.isGone = false;
    }

    /** "done", "waiting", "none", the plates that are done, or undefined. */
    state(file, key) {
        return this.states.get(`${file.key} ${key}`);
    }

    url(file, number, kind = "page", ink = null) {
        const path = kind === "page" ? "" : `/${kind}`;
        const query = new URLSearchParams({ v: file.version || "" });
        if (ink) {
            query.set("ink", ink);
        }
        return `${file.url}/page/${number}${path}?${query}`;
    }

    /** Look at these now, the most urgent first; what was looked at before is left. */
    look(file, keys) {
        this.looked = keys.map((key) => ({ file, key }));
        this.ask();
    }

    async ask() {
        const missing = this.looked.filter(({ file, key }) => {
            const state = this.state(file, key);
            return state === undefined || state === WAITING;
        });
        if (this.isAsking || this.isGone || !missing.length) {
            return;
        }
        clearTimeout(this.timer);
        if (document.hidden) {
            this.timer = setTimeout(() => this.ask(), AGAIN_MS);
            return;
        }
        this.isAsking = true;
        const { file } = missing[0];
        const keys = missing.map(({ key }) => key);
        let pause = AGAIN_MS;
        try {
            const states = await rpc(
                `${file.url}/pictures`,
                { keys },
                { silent: true }
            );
            this.learn(file, states);
        } catch {
            pause = AFTER_FAILURE_MS; // no network, a server that starts anew
        }
        this.isAsking = false;
        if (!this.isGone) {
            this.timer = setTimeout(() => this.ask(), pause);
        }
    }

    learn(file, states) {
        let isNew = false;
        for (const [key, state] of Object.entries(states)) {
            const known = this.state(file, key);
            isNew ||= known !== state;
            this.states.set(`${file.key} ${key}`, state);
        }
        if (isNew && !this.isGone) {
            this.changed();
        }
    }

    destroy() {
        this.isGone = true;
        clearTimeout(this.timer);
    }
}
