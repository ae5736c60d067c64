import { Chatter } from "@mail/chatter/web_portal/chatter";
import { Composer } from "@mail/core/common/composer";
import { Message } from "@mail/core/common/message";
import { Message as MessageModel } from "@mail/core/common/message_model";
import { patch } from "@web/core/utils/patch";

/** Whose discussion a client reads, beside notes for staff. */
const TALKS = ["sale.order", "print.job"];

function isTalk(thread) {
    return TALKS.includes(thread?.model);
}

/** The box one types in says in words who will read it. */
patch(Composer.prototype, {
    get printReaders() {
        if (!isTalk(this.thread ?? this.message?.thread)) {
            return "";
        }
        const isNote = this.message ? this.message.isNote : this.props.type === "note";
        return isNote ? "staff" : "all";
    },
});

/** Each message says so, too. */
patch(Message.prototype, {
    get printReaders() {
        if (
            !isTalk(this.message.thread) ||
            !["comment", "email"].includes(this.message.message_type)
        ) {
            return "";
        }
        return this.message.isNote ? "staff" : "all";
    },
});

/** A note is not passed on by mail: core would quote it in a message. */
patch(MessageModel.prototype, {
    canForward(thread) {
        return super.canForward(thread) && !(isTalk(thread) && this.isNote);
    },
});

patch(Chatter.prototype, {
    get printIsTalk() {
        return TALKS.includes(this.props.threadModel);
    },

    /** What the client has written is new to staff until they have the order open. */
    async load(thread, requestList) {
        await super.load(...arguments);
        if (isTalk(thread) && thread.id && requestList?.includes("messages")) {
            this.store.env.services.orm.silent
                .call(thread.model, "action_note_talk_visit", [[thread.id]])
                .catch(() => {});
        }
    },
});
