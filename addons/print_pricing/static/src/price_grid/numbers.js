/**
 * Numbers as people type and paste them. The server reads files by the same rule: see
 * `as_number` of `price_sheet.py`.
 */

const MOST_DIGITS = 24;

/**
 * Return a typed number as "1234.50", nothing for an empty cell, null for what is no
 * number of 0 or more. The last of several different separators divides the decimals;
 * one that stands several times divides thousands.
 */
export function asNumber(text) {
    let bare = String(text).replace(/[\s'’]|\p{Sc}/gu, "");
    if (!bare) {
        return "";
    }
    const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
    if (last >= 0) {
        const point = bare[last];
        bare = bare.replaceAll(point === "." ? "," : ".", "");
        const isThousands = bare.split(point).length > 2;
        bare = bare.replaceAll(point, isThousands ? "" : ".");
    }
    if (bare.length > MOST_DIGITS || !/^(\d+(\.\d*)?|\.\d+)$/.test(bare)) {
        return null;
    }
    return bare.replace(/\.$/, "");
}

/** Return the cells of a block that was copied in a spreadsheet. */
export function asBlock(text) {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    return lines.map((line) => line.split("\t"));
}
