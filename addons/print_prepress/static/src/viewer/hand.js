const SWIPE_PX = 60;
const STILL_PX = 6;

/**
 * What fingers and the mouse do on a scene: drag, pinch, swipe, click, turn the wheel.
 * Tells it in pixels of the frame, and decides nothing.
 *
 * @param {HTMLElement} frame
 * @param {Object} told `drag(left, top)`, `pinch(factor, left, top)`, `swipe(direction)`,
 *     `click(left, top)`, `twice(left, top)`, `wheel(steps, left, top)`, and
 *     `isHeld()`: whether a drag moves the page instead of swiping
 * @returns {Function} that lets go
 */
export function hold(frame, told) {
    const fingers = new Map();
    let began = null;
    let hasMoved = false;

    const at = (ev) => {
        const box = frame.getBoundingClientRect();
        return { left: ev.clientX - box.left, top: ev.clientY - box.top };
    };
    const spread = () => {
        const [one, two] = [...fingers.values()];
        return {
            length: Math.hypot(one.left - two.left, one.top - two.top) || 1,
            left: (one.left + two.left) / 2,
            top: (one.top + two.top) / 2,
        };
    };
    const down = (ev) => {
        if (ev.button || ev.target.closest("button, a, input")) {
            return;
        }
        fingers.set(ev.pointerId, at(ev));
        if (fingers.size === 1) {
            began = at(ev);
            hasMoved = false;
        }
        frame.setPointerCapture(ev.pointerId);
    };
    const move = (ev) => {
        const before = fingers.get(ev.pointerId);
        if (!before) {
            return;
        }
        const now = at(ev);
        if (fingers.size === 2) {
            const old = spread();
            fingers.set(ev.pointerId, now);
            const young = spread();
            told.drag(young.left - old.left, young.top - old.top);
            told.pinch(young.length / old.length, young.left, young.top);
            hasMoved = true;
            began = null;
            return;
        }
        fingers.set(ev.pointerId, now);
        hasMoved ||= Math.hypot(now.left - began.left, now.top - began.top) > STILL_PX;
        if (hasMoved && told.isHeld()) {
            told.drag(now.left - before.left, now.top - before.top);
        }
    };
    const up = (ev) => {
        if (!fingers.delete(ev.pointerId) || !began || fingers.size) {
            return;
        }
        const now = at(ev);
        const [right, low] = [now.left - began.left, now.top - began.top];
        const isSwipe =
            ev.pointerType !== "mouse" &&
            Math.abs(right) > SWIPE_PX &&
            Math.abs(right) > 2 * Math.abs(low);
        if (!hasMoved) {
            told.click(now.left, now.top);
        } else if (isSwipe && !told.isHeld()) {
            told.swipe(right < 0 ? 1 : -1);
        }
    };
    const lost = (ev) => fingers.delete(ev.pointerId);
    const twice = (ev) => {
        if (!ev.target.closest("button, a, input")) {
            const { left, top } = at(ev);
            told.twice(left, top);
        }
    };
    const wheel = (ev) => {
        const { left, top } = at(ev);
        if (ev.ctrlKey || ev.metaKey) {
            ev.preventDefault();
            told.wheel(-Math.sign(ev.deltaY), left, top);
        } else if (told.isHeld()) {
            ev.preventDefault();
            told.drag(-ev.deltaX, -ev.deltaY);
        }
    };
    const listeners = {
        pointerdown: down,
        pointermove: move,
        pointerup: up,
        pointercancel: lost,
        dblclick: twice,
        wheel,
    };
    for (const [name, listener] of Object.entries(listeners)) {
        frame.addEventListener(name, listener, { passive: false });
    }
    return () => {
        for (const [name, listener] of Object.entries(listeners)) {
            frame.removeEventListener(name, listener);
        }
    };
}
