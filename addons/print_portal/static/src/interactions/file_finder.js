import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { renderToFragment } from "@web/core/utils/render";
import { Interaction } from "@web/public/interaction";
import { printUrl } from "../root";

const PAUSE_MS = 300;

/** Finds files of the folder on a form; without a script the newest ones are listed. */
export class FileFinder extends Interaction {
    static selector = ".pr-pick-files";
    dynamicContent = {
        ".pr-find-files": {
            "t-att-class": () => ({ "d-none": false }),
            "t-on-input.stop": this.debounced(this.find, PAUSE_MS),
            "t-on-change.stop": () => {},
            "t-on-keydown": this.onKey,
        },
    };

    /** Enter finds; it does not send the form around. */
    onKey(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.find();
        }
    }

    async find() {
        const { value } = this.el.querySelector(".pr-find-files");
        const found = await this.waitFor(
            rpc(printUrl("/files/find"), { search: value })
        );
        const chosen = [...this.el.parentElement.querySelectorAll(".pr-chosen input")];
        const ids = new Set(chosen.map((input) => Number(input.value)));
        const files = found.filter(({ id }) => !ids.has(id));
        this.el
            .querySelector(".pr-folder")
            .replaceChildren(renderToFragment("print_portal.FoundFiles", { files }));
        this.el.querySelector(".pr-folder").hidden = !files.length;
        this.el.querySelector(".pr-none-found").hidden = Boolean(files.length);
    }
}

registry.category("public.interactions").add("print_portal.file_finder", FileFinder);
