/**
 * What a page saves a moment after the last click is saved before a link leaves it:
 * the page that comes next shows it.
 *
 * @param {import("@web/public/interaction").Interaction} interaction of the page
 * @param {function(): any} isWaiting whether something waits to be saved
 * @param {function(): Promise} save
 */
export function saveBeforeLeaving(interaction, isWaiting, save) {
    let isTold = false; // that it could not be saved: the next click leaves anyway
    const onClick = async (ev) => {
        const link = ev.target.closest("a[href]");
        const isPlain = !(ev.ctrlKey || ev.metaKey || ev.shiftKey || ev.button);
        if (!link || !isPlain || link.target || ev.defaultPrevented || !isWaiting()) {
            return;
        }
        const { origin, pathname } = new URL(link.href, window.location.href);
        if (
            origin === window.location.origin &&
            pathname !== window.location.pathname
        ) {
            ev.preventDefault();
            await save();
            if (isTold || !isWaiting()) {
                window.location.assign(link.href);
            }
            isTold = true;
        }
    };
    interaction.addListener(document, "click", onClick);
}
