import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** A ticked filter acts at once; without a script the button does. */
export class OrdersFilter extends Interaction {
    static selector = "form.pr-filters";
    dynamicContent = {
        "select, input[type=checkbox]": { "t-on-change": () => this.el.submit() },
    };
}

registry
    .category("public.interactions")
    .add("print_portal.orders_filter", OrdersFilter);
