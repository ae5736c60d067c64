import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * The scheme on the order form: its sheet with the pages of this job, and the numbers
 * that follow from it. Both come with the price, from the server.
 */
export class OrderScheme extends Interaction {
    static selector = "form.pr-order";
    static selectorHas = ".pr-scheme-of-job";
    dynamicContent = {
        _root: { "t-on-print-order:reviewed": this.onReview },
    };

    onReview({ detail }) {
        const { url, words, numbers } = detail.imposition;
        const box = this.el.querySelector(".pr-scheme-of-job");
        const picture = box.querySelector("img");
        box.hidden = !url;
        box.querySelector("p").textContent = words;
        if (url && picture.getAttribute("src") !== url) {
            picture.src = url;
        }
        picture.alt = words;
        for (const [code, number] of Object.entries(numbers)) {
            const control = this.el.elements[code];
            if (control && control !== document.activeElement) {
                control.value = number;
            }
        }
    }
}

registry
    .category("public.interactions")
    .add("print_prepress.order_scheme", OrderScheme);
