import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { Record } from "@web/model/relational_model/record";

/** Forms of the print shop name the fields that they miss; core's say that some are. */
patch(Record.prototype, {
    _displayInvalidFieldNotification() {
        if (!this.resModel.startsWith("print.")) {
            return super._displayInvalidFieldNotification();
        }
        const labels = [...this._invalidFields].map((name) => this.fields[name].string);
        return this.model.notification.add(
            _t("Fill in or mend: %s", labels.join(", ")),
            {
                type: "danger",
            }
        );
    },
});
