import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Whoever has opened an order finds it among those viewed last. Nothing on the page
 * waits for it, and a failure is not worth a word.
 */
export class OrderSeen extends Interaction {
    static selector = "[data-order-seen]";

    start() {
        rpc(this.el.dataset.orderSeen, {}, { silent: true }).catch(() => {});
    }
}

registry.category("public.interactions").add("print_portal.order_seen", OrderSeen);
