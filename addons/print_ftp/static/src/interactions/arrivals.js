import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** The list of files is shown anew when the file server has changed the folder. */
export class Arrivals extends Interaction {
    static selector = ".pr-drop[data-refresh='#pr_files']";

    start() {
        const bus = this.services.bus_service;
        const tell = () => document.dispatchEvent(new Event("print-files-changed"));
        bus.subscribe("print_ftp.files", tell);
        this.registerCleanup(() => bus.unsubscribe("print_ftp.files", tell));
        bus.start();
    }
}

registry.category("public.interactions").add("print_ftp.arrivals", Arrivals);
