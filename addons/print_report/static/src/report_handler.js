import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

let engineState;

/**
 * Without an engine, say what is missing and show the document as a web page.
 * Core does the same, but names a program that is not the one to install.
 */
async function printWithoutEngine(action, options, env) {
    if (action.report_type !== "qweb-pdf") {
        return false;
    }
    engineState ||= rpc("/report/check_wkhtmltopdf");
    if ((await engineState) === "ok") {
        return false;
    }
    env.services.notification.add(
        _t(
            "The PDF cannot be made: WeasyPrint or its Pango libraries are missing on the server. Here is the document as a web page."
        ),
        { title: _t("Report"), sticky: true, type: "warning" }
    );
    await env.services.action.doAction(
        { ...action, report_type: "qweb-html" },
        options
    );
    return true;
}

registry.category("ir.actions.report handlers").add("print_report", printWithoutEngine);
