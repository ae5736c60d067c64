import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const PAUSE_MS = 300; // without typing, before the sheet is drawn

/**
 * The editor of an imposition scheme: fields that go with the binding, and the picture
 * of the sheet as it is typed.
 *
 * The server plans and draws; this shows its picture and its sentences where they
 * belong. Without a script a button draws, and the form posts.
 */
export class ImpositionEditor extends Interaction {
    static selector = "form.pr-imposition";
    dynamicContent = {
        _root: { "t-on-input": this.onInput, "t-on-change": this.onChange },
    };

    setup() {
        this.asked = 0;
        this.drawSoon = this.debounced(this.draw, PAUSE_MS);
        this.stage = this.el.querySelector(".pr-scheme-stage");
        this.el.classList.add("live");
        this.showFields();
    }

    onInput() {
        this.drawSoon();
    }

    onChange(ev) {
        const fills = ev.target.selectedOptions?.[0]?.dataset.fills;
        for (const [name, text] of Object.entries(JSON.parse(fills || "{}"))) {
            this.el.elements[name].value = text;
        }
        this.showFields();
        this.drawSoon();
    }

    /** What a binding does not know is not asked. */
    showFields() {
        const binding = this.el.elements.binding.value;
        for (const field of this.el.querySelectorAll("[data-of]")) {
            field.hidden = !field.dataset.of.split(" ").includes(binding);
        }
    }

    async draw() {
        const turn = ++this.asked;
        const typed = Object.fromEntries(new FormData(this.el));
        delete typed.csrf_token;
        this.el.classList.add("busy");
        let preview;
        try {
            preview = await this.waitFor(
                rpc(this.el.dataset.previewUrl, { typed }, { silent: true })
            );
        } catch {
            return; // the picture stays as it was; saving tells what is wrong
        } finally {
            if (turn === this.asked) {
                this.el.classList.remove("busy");
            }
        }
        if (turn === this.asked) {
            this.show(preview);
        }
    }

    show({ svg, words, remarks, sides, shown, errors }) {
        this.showErrors(errors);
        this.el.querySelector(".pr-scheme-none").hidden = Boolean(svg);
        this.el.querySelector(".pr-scheme-words").textContent = words;
        this.el.querySelector(".pr-scheme-remarks").textContent = remarks.join(" ");
        this.stage.replaceChildren();
        if (!svg) {
            return;
        }
        // Parsed as a picture: whatever stands in it, nothing of it is run.
        const picture = new DOMParser().parseFromString(svg, "image/svg+xml");
        this.stage.append(document.importNode(picture.documentElement, true));
        const list = this.el.elements.shown;
        const options = sides.map(({ code, label }) => new Option(label, code));
        list.replaceChildren(...options);
        list.value = shown;
    }

    showErrors(errors) {
        for (const field of this.el.querySelectorAll("[data-field]")) {
            const names = field.dataset.field.split(" ");
            const error = names.map((name) => errors[name]).find(Boolean) || "";
            const isTyped = names[0] === "name";
            if (isTyped && !field.classList.contains("bad")) {
                continue; // a name is missed when the scheme is saved
            }
            field.classList.toggle("bad", Boolean(error));
            const folded = field.closest("details");
            if (folded && error) {
                folded.open = true;
            }
            const box = field.querySelector(".pr-err");
            box.hidden = !error;
            box.querySelector("span").textContent = error;
            for (const control of field.querySelectorAll("input, select")) {
                control.setAttribute("aria-invalid", Boolean(errors[control.name]));
            }
        }
    }
}

registry
    .category("public.interactions")
    .add("print_prepress.imposition_editor", ImpositionEditor);
