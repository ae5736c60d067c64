import { Meter } from "@auth_password_policy/password_meter";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

// Core's words are missing in one of our languages, or mean something else there.
patch(Meter.prototype, {
    get passwordStrengthParams() {
        const { className } = super.passwordStrengthParams;
        const words = {
            "text-danger": _t("Weak"),
            "text-warning": _t("Fair"),
            "text-success": _t("Strong"),
        };
        return { className, text: words[className] };
    },
    get title() {
        return _t(
            "At least %s characters. Several words are better than strange signs.",
            this.props.required.minlength
        );
    },
});
