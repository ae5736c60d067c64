import { registry } from "@web/core/registry";
import { FormRenderer } from "@web/views/form/form_renderer";
import { formView } from "@web/views/form/form_view";
import { StatusBarButtons } from "@web/views/form/status_bar_buttons/status_bar_buttons";

const MOST = 3; // buttons that are taken in at a glance

/** The first buttons of a header; the others behind the dots, as core has it on phones. */
export class FewButtons extends StatusBarButtons {
    static template = "print_portal.FewButtons";

    get plainSlotNames() {
        return this.visibleSlotNames.slice(0, this.env.isSmall ? 1 : MOST);
    }

    get foldedSlotNames() {
        return this.visibleSlotNames.slice(this.plainSlotNames.length);
    }
}

class FewButtonsRenderer extends FormRenderer {
    static components = { ...FormRenderer.components, StatusBarButtons: FewButtons };
}

registry
    .category("views")
    .add("print_few_buttons", { ...formView, Renderer: FewButtonsRenderer });
