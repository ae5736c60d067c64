import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";

const EXPIRED = "odoo.http.SessionExpiredException";

/** Whether the server does not know any more who asks. */
export function isExpired(error) {
    return error?.exceptionName === EXPIRED;
}

/**
 * Ask the server; who has been logged out meanwhile logs in on the spot, then it is
 * asked once more. What stands on the page stays there.
 */
export async function askServer(url, params, settings) {
    try {
        return await rpc(url, params, settings);
    } catch (error) {
        if (!isExpired(error) || !(await logIn())) {
            throw error;
        }
        return rpc(url, params, settings);
    }
}

let open = null; // the login that is open now: one serves all that wait

/** Let the user log in above the page; whether he has done so. */
function logIn() {
    open ||= openLogin().finally(() => {
        open = null;
    });
    return open;
}

function openLogin() {
    const dialog = document.createElement("dialog");
    dialog.className = "pr-login-again";
    const words = document.createElement("p");
    words.textContent = _t("You have been logged out. Log in, nothing is lost.");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn btn-text";
    close.textContent = _t("Close");
    close.addEventListener("click", () => dialog.close());
    const frame = document.createElement("iframe");
    frame.title = _t("Log in");
    dialog.append(words, frame, close);
    (document.querySelector(".pr") || document.body).append(dialog);
    return new Promise((resolve) => {
        // This very page asks for the login that belongs to it, and comes after it.
        frame.addEventListener("load", () => {
            const { location, odoo } = frame.contentWindow;
            if (location.pathname === window.location.pathname) {
                takeToken(odoo.csrf_token);
                dialog.close("in");
            }
        });
        dialog.addEventListener("close", () => {
            dialog.remove();
            resolve(dialog.returnValue === "in");
        });
        frame.src = window.location.href;
        dialog.showModal();
    });
}

/** Forms of the page were made for the session before. */
function takeToken(token) {
    odoo.csrf_token = token;
    for (const input of document.querySelectorAll("input[name=csrf_token]")) {
        input.value = token;
    }
}
