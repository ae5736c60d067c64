import { _t } from "@web/core/l10n/translation";

/** Bytes as people read them; the same steps and units as on the pages. */
export function sizeWords(size) {
    if (size >= 2 ** 30) {
        return _t("%s GB", digits(size / 2 ** 30, 1));
    }
    if (size >= 2 ** 20) {
        return _t("%s MB", digits(size / 2 ** 20, 1));
    }
    if (size >= 2 ** 10) {
        return _t("%s KB", digits(size / 2 ** 10, 1));
    }
    return _t("%s bytes", digits(Math.round(size)));
}

/** How far something is: bytes, speed and time left, as far as they are known. */
export function progressWords(sent, size, speed = 0) {
    const words = [
        _t("%(loaded)s of %(total)s", {
            loaded: sizeWords(sent),
            total: sizeWords(size),
        }),
    ];
    if (speed > 0) {
        words.push(_t("%s/s", sizeWords(speed)), timeWords((size - sent) / speed));
    }
    return words.join(" · ");
}

function timeWords(seconds) {
    if (seconds < 60) {
        return _t("less than a minute left");
    }
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) {
        return _t("about %s min left", minutes);
    }
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    return _t("about %(hours)s h %(minutes)s min left", { hours, minutes: rest });
}

/** A number as people read it. */
export function digits(value, decimals = 0) {
    const lang = document.documentElement.lang || undefined;
    return value.toLocaleString(lang, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
    });
}
