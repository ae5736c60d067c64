/** What file managers leave in folders; nobody means to send it. */
const LEFTOVERS = /^(\._.*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

/**
 * Return what was chosen in an input: [{ file, folder }, ...]; the folder is "" or "a/b".
 *
 * @param {HTMLInputElement} input of files, or of a folder
 */
export function chosenFiles(input) {
    const found = [...input.files].map((file) => ({
        file,
        folder: (file.webkitRelativePath || "").split("/").slice(0, -1).join("/"),
    }));
    return sorted(found);
}

/**
 * Return what was dropped, folders with all that is in them. Browsers forget the dropped
 * things when the handler of the drop returns: call it there.
 *
 * @param {DataTransfer} transfer
 * @returns {Promise<{ file: File, folder: string }[]>}
 */
export async function droppedFiles(transfer) {
    const items = [...transfer.items].filter((item) => item.kind === "file");
    const dropped = items.map((item) => ({
        entry: item.webkitGetAsEntry?.(),
        file: item.getAsFile(),
    }));
    const found = await Promise.all(
        dropped.map(({ entry, file }) =>
            entry?.isDirectory ? filesIn(entry) : [{ file, folder: "" }]
        )
    );
    return sorted(found.flat());
}

async function filesIn(directory) {
    const folder = directory.fullPath.replace(/^\//, "");
    const found = [];
    for (const entry of await entriesIn(directory)) {
        if (entry.isDirectory) {
            found.push(...(await filesIn(entry)));
        } else {
            const file = await new Promise((resolve, reject) =>
                entry.file(resolve, reject)
            );
            found.push({ file, folder });
        }
    }
    return found;
}

/** Browsers hand out the entries of a folder a hundred at a time, then none. */
async function entriesIn(directory) {
    const reader = directory.createReader();
    const entries = [];
    let some;
    do {
        some = await new Promise((resolve, reject) =>
            reader.readEntries(resolve, reject)
        );
        entries.push(...some);
    } while (some.length);
    return entries;
}

/** Without leftovers, in the order of a file manager: 2 comes before 10. */
function sorted(found) {
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    return found
        .filter(({ file, folder }) => file && !(folder && LEFTOVERS.test(file.name)))
        .sort(
            (a, b) => compare(a.folder, b.folder) || compare(a.file.name, b.file.name)
        );
}
