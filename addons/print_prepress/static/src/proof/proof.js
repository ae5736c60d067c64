import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * The page of a proof: the words beside the stage follow the page that is shown, pins and
 * rows mark one another, comments are sent without leaving the page, and a decision is
 * sent once. Nothing typed is lost. Without it every form posts, and every link leads.
 */
export class Proof extends Interaction {
    static selector = ".pr-proof";
    dynamicContent = {
        _root: {
            "t-on-print-viewer:page": this.onPage,
            "t-on-print-viewer:pin": this.onPin,
            "t-on-print-viewer:place": this.onPlace,
            "t-on-click": this.onClick,
            "t-on-input": this.onInput,
            "t-on-submit": this.onSubmit,
        },
        // Whoever comes back by the browser's own button may decide.
        _window: { "t-on-pageshow": () => (this.isSending = false) },
    };

    setup() {
        this.stage = this.el.querySelector("#stage");
        this.isSending = false;
        this.offer = document.createElement("button");
        this.offer.type = "button";
        this.offer.className = "btn btn-sm btn-line pr-here";
        this.offer.textContent = _t("Comment here");
        // Where the comment that is being written will stand.
        this.mark = document.createElement("div");
        this.mark.className = "pr-cross pr-marked";
        this.registerCleanup(() => {
            this.offer.remove();
            this.mark.remove();
        });
    }

    start() {
        this.restoreTyped();
    }

    get notes() {
        return this.el.querySelector(".pr-note");
    }

    get newComment() {
        return this.el.querySelector("#proof_comment");
    }

    tellStage(name, detail) {
        this.stage.dispatchEvent(new CustomEvent(`print-viewer:${name}`, { detail }));
    }

    // The page that is shown ------------------------------------------------------------

    onPage(ev) {
        if (ev.target === this.stage) {
            this.offer.remove();
            this.showGroup(ev.detail.file, ev.detail.page);
            this.setPlace(ev.detail);
        }
    }

    showGroup(file, page) {
        const key = `${file}-${page}`;
        const groups = [...this.notes.querySelectorAll(".pr-page-group")];
        const isKnown = groups.some((group) => group.dataset.group === key);
        for (const group of groups) {
            const name = group.dataset.group;
            group.hidden = name && name !== (isKnown ? key : "none");
            if (name === "none") {
                const words = group.dataset.heading.replace("%s", page);
                group.querySelector("h2").textContent = words;
            }
        }
        for (const link of this.notes.querySelectorAll(".pr-others a")) {
            const { file: ofFile, page: ofPage } = link.dataset;
            link.closest("li").hidden = `${ofFile}-${ofPage}` === key;
        }
        const others = this.notes.querySelector(".pr-others");
        if (others) {
            others.hidden = !others.querySelector("li:not([hidden])");
        }
        this.shown = { file, page };
    }

    // Where a comment is meant ------------------------------------------------------------

    /** Where the next comment stands: a page, or a place on it. */
    setPlace({ file, page, left = "", top = "" }) {
        const form = this.newComment;
        if (!form) {
            return;
        }
        Object.entries({ file, page, left, top }).forEach(([name, value]) => {
            form.elements[name].value = value;
        });
        this.mark.remove();
        const isPlaced = left !== "";
        if (isPlaced) {
            Object.assign(this.mark.style, { left: `${left}%`, top: `${top}%` });
            this.stage.querySelector(".pr-sheet").append(this.mark);
        }
        form.querySelector(".pr-of-page").classList.toggle("d-none", isPlaced);
        form.querySelector(".pr-of-place").classList.toggle("d-none", !isPlaced);
        form.querySelector(".pr-no-place").classList.toggle("d-none", !isPlaced);
    }

    onPlace(ev) {
        if (this.newComment) {
            this.offer.remove();
            this.setPlace(ev.detail);
            this.newComment.elements.comment.focus();
        }
    }

    /** A tap on the page offers to say something of this place; it takes nobody away. */
    offerPlace({ clientX, clientY }) {
        const sheet = this.stage.querySelector(".pr-sheet");
        const box = sheet.getBoundingClientRect();
        const left = (100 * (clientX - box.left)) / box.width;
        const top = (100 * (clientY - box.top)) / box.height;
        if (
            this.newComment &&
            [left, top].every((share) => share >= 0 && share <= 100)
        ) {
            this.tapped = { left: left.toFixed(2), top: top.toFixed(2) };
            Object.assign(this.offer.style, { left: `${left}%`, top: `${top}%` });
            sheet.append(this.offer);
        }
    }

    // Pins and rows ------------------------------------------------------------------------

    onPin(ev) {
        this.markRow(ev.detail.id);
    }

    markRow(id) {
        for (const row of this.notes.querySelectorAll("[data-pin]")) {
            const isIt = row.dataset.pin === id;
            row.classList.toggle("on", isIt);
            if (isIt) {
                row.querySelector("details")?.toggleAttribute("open", true);
                row.scrollIntoView({ block: "nearest" });
            }
        }
    }

    onClick(ev) {
        const dot = ev.target.closest("button.pr-dot");
        const link = ev.target.closest(".pr-others a");
        if (ev.target === this.offer) {
            this.onPlace({ detail: { ...this.readPlace(), ...this.tapped } });
        } else if (isTap(ev) && ev.target.closest("#stage .pr-scene")) {
            this.offerPlace(ev);
        } else if (dot) {
            const { pin } = dot.closest("[data-pin]").dataset;
            this.tellStage("show", { pin });
            this.markRow(pin);
        } else if (link && !ev.ctrlKey && !ev.metaKey && !ev.shiftKey) {
            ev.preventDefault();
            const { file, page } = link.dataset;
            this.tellStage("show", { file, page: Number(page) });
        } else if (ev.target.closest(".pr-no-place")) {
            this.setPlace(this.shown || this.readPlace());
        }
    }

    readPlace() {
        const { file, page } = this.newComment.elements;
        return { file: file.value, page: page.value };
    }

    /** The place of a comment that is still being written, null if none was chosen. */
    readChosen() {
        const { comment, left, top } = this.newComment?.elements || {};
        const isChosen = left?.value && comment.value.trim();
        return isChosen
            ? { ...this.readPlace(), left: left.value, top: top.value }
            : null;
    }

    // Sending ------------------------------------------------------------------------------

    onSubmit(ev) {
        const form = ev.target;
        if (form.matches(".pr-say")) {
            ev.preventDefault();
            this.send(form, ev.submitter);
        } else if (form.closest(".pr-decide") && !this.mayDecide(form, ev.submitter)) {
            ev.preventDefault();
        }
    }

    /** Whether a decision may go out: what is missing is asked for, and it goes once. */
    mayDecide(form, submitter) {
        const isApproval = submitter && submitter.value === "approve";
        const error = form.querySelector("#seen_e");
        const isUnseen = isApproval && !form.elements.seen.checked;
        error.classList.toggle("d-none", !isUnseen);
        if (isUnseen) {
            form.elements.seen.focus();
            return false;
        }
        const reason = form.querySelector(".pr-reason");
        if (!isApproval && reason.classList.contains("d-none")) {
            reason.classList.remove("d-none");
            form.elements.reason.focus();
            return false;
        }
        if (this.isSending) {
            return false;
        }
        this.isSending = true;
        this.forget(form);
        return true;
    }

    /** Send what was said; the words and pins come back as the server has them now. */
    async send(form, submitter) {
        if (form.ariaBusy === "true") {
            return;
        }
        form.ariaBusy = "true";
        const body = new FormData(form, submitter);
        let fresh = null;
        try {
            const answer = await this.waitFor(
                fetch(form.action, { method: "POST", body })
            );
            const html = await this.waitFor(answer.text());
            fresh = new DOMParser()
                .parseFromString(html, "text/html")
                .querySelector(".pr-note");
            if (fresh && answer.ok) {
                this.forget(form);
                form.reset();
                form.querySelectorAll("textarea").forEach(
                    (field) => (field.value = "")
                );
            }
        } catch {
            form.ariaBusy = null;
            this.sayError(form, _t("Not sent: no connection. What you typed is kept."));
            return;
        }
        if (!fresh) {
            form.submit(); // logged out meanwhile: the page itself says so
            return;
        }
        this.showNotes(fresh);
    }

    sayError(form, sentence) {
        const error = form.querySelector(".pr-err") || document.createElement("p");
        error.className = "pr-err";
        error.setAttribute("role", "alert");
        error.textContent = sentence;
        form.querySelector("textarea").after(error);
    }

    /** Put `fresh` in the place of the words; what else is being typed stays. */
    showNotes(fresh) {
        const typed = new Map();
        for (const field of this.notes.querySelectorAll("textarea")) {
            if (field.value.trim()) {
                typed.set(field.id, field.value);
            }
        }
        const seen = this.notes.querySelector("[name=seen]");
        const shown = this.shown;
        const chosen = this.readChosen();
        const old = this.notes;
        const services = this.services["public.interactions"];
        services.stopInteractions(old);
        const notes = document.adoptNode(fresh);
        old.replaceWith(notes);
        for (const [id, value] of typed) {
            const field = notes.querySelector(`#${id}`);
            if (field && !field.value) {
                field.value = value;
                field.closest("details")?.toggleAttribute("open", true);
            }
        }
        if (seen && notes.querySelector("[name=seen]")) {
            notes.querySelector("[name=seen]").checked = seen.checked;
        }
        services.startInteractions(notes);
        if (shown) {
            this.showGroup(shown.file, shown.page);
        }
        this.mark.remove();
        const place = chosen || shown;
        if (place) {
            this.setPlace(place);
        }
        this.tellStage("pins", { pins: JSON.parse(notes.dataset.pins || "[]") });
        notes.querySelector(".pr-err[role=alert]:not(.d-none)")?.scrollIntoView({
            block: "nearest",
        });
    }

    // Nothing typed is lost ----------------------------------------------------------------

    onInput(ev) {
        const { id, value } = ev.target;
        if (ev.target.matches("textarea")) {
            ev.target.parentElement.querySelector(".pr-err")?.remove();
            this.keep(id, value);
        }
    }

    keep(id, value) {
        try {
            sessionStorage.setItem(`${this.el.dataset.proof} ${id}`, value);
        } catch {
            // A browser that keeps nothing: the form keeps it as long as it is open.
        }
    }

    forget(form) {
        for (const field of form.querySelectorAll("textarea")) {
            this.keep(field.id, "");
        }
    }

    restoreTyped() {
        for (const field of this.el.querySelectorAll("textarea")) {
            let value = "";
            try {
                value = sessionStorage.getItem(`${this.el.dataset.proof} ${field.id}`);
            } catch {
                return;
            }
            if (value && !field.value) {
                field.value = value;
                field.closest(".pr-reason")?.classList.remove("d-none");
                field.closest("details")?.toggleAttribute("open", true);
            }
        }
    }
}

/** Whether a finger has touched the page, not a pin on it. */
function isTap(ev) {
    const isTouch = ev.pointerType
        ? ev.pointerType === "touch"
        : window.matchMedia("(pointer: coarse)").matches;
    return isTouch && !ev.target.closest("button, a, input");
}

registry.category("public.interactions").add("print_prepress.proof", Proof);
