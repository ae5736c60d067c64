/**
 * Return the address of a page where one is now: the header knows its root.
 *
 * @param {string} path behind the root, such as "/files/find"
 */
export function printUrl(path) {
    const root = document.querySelector(".pr-top")?.dataset.root;
    return `${root || "/my/print"}${path}`;
}
