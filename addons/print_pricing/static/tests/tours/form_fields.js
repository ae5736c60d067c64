import { registry } from "@web/core/registry";

const row = (label) => `.o_data_row:has(td[name=name]:contains(/^${label}$/))`;

/** A sales manager puts the form of plates into another order. */
registry.category("web_tour.tours").add("print_pricing_form_fields", {
    steps: () => [
        {
            content: "Open the form of CTP plates",
            trigger: ".o_data_row td[name=name]:contains('CTP plates')",
            run: "click",
        },
        {
            trigger: "button[name=action_open_fields]",
            run: "click",
        },
        {
            content: "Sections stand as on the form: the title first",
            trigger: ".o_group_row:eq(0):contains(Order)",
        },
        {
            content: "Drag a field above another one of its section",
            trigger: `${row("Gauge")} .o_handle_cell`,
            run: `drag_and_drop(${row("Plate kind")})`,
        },
        {
            trigger: `${row("Gauge")} + ${row("Plate kind")}`,
        },
        {
            content: "And one into another section",
            trigger: `${row("Bent plates")} .o_handle_cell`,
            run: `drag_and_drop(${row("Curve")})`,
        },
        {
            trigger: `${row("Bent plates")} + ${row("Curve")}`,
        },
        {
            content: "Ask for a press without exception",
            trigger: `${row("Press")} td[name=is_required] input:not(:checked)`,
            run: "click",
        },
        {
            trigger: `${row("Press")} td[name=is_required] input:checked`,
        },
    ],
});
