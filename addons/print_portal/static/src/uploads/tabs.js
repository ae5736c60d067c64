/** What other tabs of this browser are sending; browsers tell it on safe pages only. */

/** Tell other tabs that this one sends to ``url``; return what says that it ended. */
export function hold(url) {
    let release;
    const ended = new Promise((resolve) => {
        release = resolve;
    });
    navigator.locks?.request(url, () => ended);
    return release;
}

/** Return the addresses to which tabs are sending, this one included. */
export async function heldUrls() {
    const { held = [] } = (await navigator.locks?.query()) || {};
    return new Set(held.map((lock) => lock.name));
}
