const MOST_ZOOM = 12;
const STEP = 1.4;

/**
 * How a page lies in its frame: zoom 1 shows all of it, x and y are the point of the page
 * that is in the middle, as shares of its width and height. Knows no elements: sizes are
 * told, pixels are answered.
 */
export class Scene {
    constructor() {
        this.frame = { width: 1, height: 1 };
        this.page = { width: 210, height: 297 };
        this.toFit();
    }

    toFit() {
        this.zoom = 1;
        this.x = this.y = 0.5;
    }

    get isFit() {
        return this.zoom <= 1.001;
    }

    /** Width and height of the page in pixels. */
    get size() {
        const { frame, page } = this;
        const scale = Math.min(frame.width / page.width, frame.height / page.height);
        return {
            width: Math.max(page.width * scale * this.zoom, 1),
            height: Math.max(page.height * scale * this.zoom, 1),
        };
    }

    /** Where the upper left corner of the page lies in the frame, in pixels. */
    get corner() {
        const { width, height } = this.size;
        return {
            left: this.frame.width / 2 - this.x * width,
            top: this.frame.height / 2 - this.y * height,
        };
    }

    /** The point of the page, in shares of it, that lies at these pixels of the frame. */
    pointAt(left, top) {
        const { width, height } = this.size;
        const corner = this.corner;
        return { x: (left - corner.left) / width, y: (top - corner.top) / height };
    }

    /** Show another zoom; the point of the page at these pixels stays where it is. */
    zoomTo(zoom, left = this.frame.width / 2, top = this.frame.height / 2) {
        const fixed = this.pointAt(left, top);
        this.zoom = Math.min(Math.max(zoom, 1), MOST_ZOOM);
        const { width, height } = this.size;
        this.x = fixed.x - (left - this.frame.width / 2) / width;
        this.y = fixed.y - (top - this.frame.height / 2) / height;
        this.keepIn();
    }

    zoomBy(steps, left, top) {
        this.zoomTo(this.zoom * STEP ** steps, left, top);
    }

    /** Show a part of the page, in percent of it, with what is around. */
    zoomToBox([left, top, width, height]) {
        const share = Math.max(width, height, 4) / 100;
        this.zoom = Math.min(Math.max(0.4 / share, 1), 4);
        this.x = (left + width / 2) / 100;
        this.y = (top + height / 2) / 100;
        this.keepIn();
    }

    moveBy(left, top) {
        const { width, height } = this.size;
        this.x -= left / width;
        this.y -= top / height;
        this.keepIn();
    }

    place({ zoom, x, y }) {
        Object.assign(this, { zoom, x, y });
        this.keepIn();
    }

    /** No more ground beside the page than has to be. */
    keepIn() {
        const { width, height } = this.size;
        this.x = within(this.x, this.frame.width / width / 2);
        this.y = within(this.y, this.frame.height / height / 2);
    }
}

function within(middle, half) {
    return half >= 0.5 ? 0.5 : Math.min(Math.max(middle, half), 1 - half);
}
