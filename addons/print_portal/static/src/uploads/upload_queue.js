import { TusUpload } from "./tus_upload";
import { hold } from "./tabs";

const ROOM = 4; // small files at once: most of their time is waiting for answers
const LARGE = 2; // room that a large file takes: more than two only share the line
const SPEED_MS = 10_000; // the speed is that of the last seconds

/** Files on their way: which ones are sent now, how far all of them are, and how fast. */
export class UploadQueue {
    /**
     * @param {Object} options
     * @param {string} options.endpoint address where uploads are announced
     * @param {function(TusUpload)} options.onChange called when anything has changed
     */
    constructor({ endpoint, onChange }) {
        Object.assign(this, { endpoint, onChange });
        this.uploads = new Set(); // in the order of sending
        this.isPaused = false;
        this.arrived = 0; // files, since the queue was empty
        this.arrivedBytes = 0;
        this.samples = []; // [milliseconds, bytes sent], the last seconds
    }

    /**
     * Take a file; it is sent when its turn has come.
     *
     * @param {File} file
     * @param {Object<string, string>} metadata with filename and folder; the same file
     *     in the same folder is the same upload, also after a reload or on another computer
     */
    add(file, metadata) {
        const { folder, filename } = metadata;
        const key = [folder, filename, file.size, file.lastModified].join("/");
        const upload = new TusUpload({
            file,
            endpoint: this.endpoint,
            metadata: { ...metadata, key },
            onChange: (changed) => this.onUpload(changed),
        });
        this.uploads.add(upload);
        return upload;
    }

    sendNext() {
        let room = ROOM;
        for (const upload of this.uploads) {
            room -= upload.isRunning ? weight(upload) : 0;
        }
        for (const upload of this.uploads) {
            if (this.isPaused || room <= 0) {
                return;
            }
            if (upload.state === "waiting" && weight(upload) <= room) {
                room -= weight(upload);
                upload.start();
            }
        }
    }

    pause() {
        this.isPaused = true;
        for (const upload of this.uploads) {
            if (upload.isRunning) {
                upload.pause();
            }
        }
    }

    resume() {
        this.isPaused = false;
        for (const upload of this.uploads) {
            this.goOn(upload);
        }
    }

    /** Send this one, whatever kept it from being sent. */
    goOn(upload) {
        if (upload.state === "broken") {
            upload.hurry();
        } else if (["paused", "refused"].includes(upload.state)) {
            upload.change("waiting"); // so that it waits for its turn
            if (this.isPaused) {
                upload.start(); // the only one that is wanted now
            }
        }
    }

    drop() {
        for (const upload of [...this.uploads].reverse()) {
            upload.drop(); // from the end: else each one would make room for the next
        }
    }

    onUpload(upload) {
        if (upload.url && !upload.release) {
            upload.release = hold(upload.url);
        }
        if (["done", "dropped"].includes(upload.state)) {
            upload.release?.();
            this.uploads.delete(upload);
            if (upload.state === "done") {
                this.arrived += 1;
                this.arrivedBytes += upload.file.size;
            }
        }
        this.sample();
        this.onChange(upload);
        if (!upload.isRunning) {
            this.sendNext();
        }
        if (!this.uploads.size) {
            Object.assign(this, { arrived: 0, arrivedBytes: 0, isPaused: false });
        }
    }

    // How far

    /** Return files and bytes, sent and in all; what was refused does not count. */
    count() {
        const counted = [...this.uploads].filter(({ state }) => state !== "refused");
        const sum = (get) => counted.reduce((total, upload) => total + get(upload), 0);
        return {
            files: counted.length + this.arrived,
            arrived: this.arrived,
            bytes: sum((upload) => upload.file.size) + this.arrivedBytes,
            sent: sum((upload) => upload.sent) + this.arrivedBytes,
        };
    }

    /** Return bytes in a second, of all files together; 0 as long as nobody knows. */
    get speed() {
        const [[began, before] = [0, 0]] = this.samples;
        const [ended, after] = this.samples.at(-1) || [0, 0];
        return ended - began >= 1000 ? (1000 * (after - before)) / (ended - began) : 0;
    }

    sample() {
        const now = Date.now();
        if (now - (this.samples.at(-1)?.[0] || 0) < 250) {
            return; // thousands of small files change often
        }
        const { sent } = this.count();
        const isOld = (sample) => now - sample[0] > SPEED_MS || sample[1] > sent;
        this.samples = this.samples.filter((sample) => !isOld(sample));
        this.samples.push([now, sent]);
    }
}

function weight(upload) {
    return upload.isSmall ? 1 : LARGE;
}
