/**
 * Where two pictures of a page differ. Plain functions of pixels: no page, no network.
 *
 * Two drawings of the same page are never the same to the last bit: edges are smoothed,
 * a line may fall half a pixel further. What is found again at one of the neighbouring
 * places counts as the same.
 */

export const TOLERANCE = 40; // of 255, in the channel that differs most
const CELL = 24; // pixels of a side; marks of one cell and its neighbours are one place

/** How far two pixels are apart, in the channel that differs most. */
function distance(a, at, b, bt) {
    return Math.max(
        Math.abs(a[at] - b[bt]),
        Math.abs(a[at + 1] - b[bt + 1]),
        Math.abs(a[at + 2] - b[bt + 2])
    );
}

/** Whether pixel `at` of `a` is found in `b`, where it is or one pixel beside. */
function isNear(a, at, b, x, y, width, height, tolerance) {
    for (let row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++) {
        for (let col = Math.max(x - 1, 0); col <= Math.min(x + 1, width - 1); col++) {
            if (distance(a, at, b, 4 * (row * width + col)) <= tolerance) {
                return true;
            }
        }
    }
    return false;
}

/**
 * @param {ImageData} one
 * @param {ImageData} other of the same width and height
 * @param {number} [tolerance] of 255
 * @returns {{mask: Uint8Array, count: number, places: Object[]}} `mask` has 1 where a
 *     pixel differs; `places` are boxes left, top, right, bottom in pixels
 */
export function difference(one, other, tolerance = TOLERANCE) {
    const { width, height, data: a } = one;
    const b = other.data;
    const mask = new Uint8Array(width * height);
    let count = 0;
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            const index = y * width + x;
            const at = 4 * index;
            if (
                distance(a, at, b, at) > tolerance &&
                !(
                    isNear(a, at, b, x, y, width, height, tolerance) &&
                    isNear(b, at, a, x, y, width, height, tolerance)
                )
            ) {
                mask[index] = 1;
                count++;
            }
        }
    }
    return { mask, count, places: count ? findPlaces(mask, width, height) : [] };
}

/** Join marked cells that touch into boxes. */
function findPlaces(mask, width, height) {
    const columns = Math.ceil(width / CELL);
    const rows = Math.ceil(height / CELL);
    const cells = new Uint8Array(columns * rows);
    for (let index = 0; index < mask.length; index++) {
        if (mask[index]) {
            const column = Math.floor((index % width) / CELL);
            cells[Math.floor(index / width / CELL) * columns + column] = 1;
        }
    }
    const places = [];
    for (let start = 0; start < cells.length; start++) {
        if (cells[start]) {
            places.push(takePlace(cells, start, columns, rows, width, height));
        }
    }
    return places;
}

/** Take the cells that touch `start` out of `cells`; return the box around them. */
function takePlace(cells, start, columns, rows, width, height) {
    const box = { left: width, top: height, right: 0, bottom: 0 };
    const open = [start];
    cells[start] = 0;
    while (open.length) {
        const cell = open.pop();
        const column = cell % columns;
        const row = Math.floor(cell / columns);
        box.left = Math.min(box.left, column * CELL);
        box.top = Math.min(box.top, row * CELL);
        box.right = Math.max(box.right, Math.min((column + 1) * CELL, width));
        box.bottom = Math.max(box.bottom, Math.min((row + 1) * CELL, height));
        for (let r = Math.max(row - 1, 0); r <= Math.min(row + 1, rows - 1); r++) {
            for (
                let c = Math.max(column - 1, 0);
                c <= Math.min(column + 1, columns - 1);
                c++
            ) {
                if (cells[r * columns + c]) {
                    cells[r * columns + c] = 0;
                    open.push(r * columns + c);
                }
            }
        }
    }
    return box;
}
