import type { TimelineWords } from "@valise/ui";
import { describeUndecryptable } from "../../failures/describeUndecryptable.ts";
import type { Translator } from "../../i18n/createI18n.ts";

const trustKeys = {
    "SENDER-FROM-BACKUP": "sender.from-backup",
    "SENDER-DEVICE-UNKNOWN": "sender.device-unknown",
    "SENDER-DEVICE-UNSIGNED": "sender.device-unsigned",
    "SENDER-IDENTITY-CHANGED": "sender.identity-changed",
    "SENDER-MISMATCH": "sender.mismatch",
} as const;

function describeTrust(code: string, { t }: Translator): string {
    const known = Object.entries(trustKeys).find(([name]) => name === code)?.[1];
    return t(known ?? "sender.mismatch");
}

/** Everything the timeline says, in the current language. */
export function timelineWords(translator: Translator): TimelineWords {
    const { t, formats } = translator;
    return {
        name: t("timeline.name"),
        formatDay: formats.day,
        unreadLine: t("timeline.new"),
        newMessages: (count) => t("timeline.newBelow", { count }),
        toLatest: t("timeline.toNewest"),
        loadingOlder: t("timeline.loadingOlder"),
        olderFailed: t("timeline.failed"),
        retryOlder: t("common.retry"),
        beginning: t("timeline.start"),
        formatTime: formats.time,
        formatMoment: formats.dateTime,
        edited: (atMs) => t("message.edited", { time: formats.time(atMs) }),
        redacted: t("message.redacted"),
        quoteOf: t("message.quoteOf"),
        quoteMissing: t("message.quoteMissing"),
        undecryptable: (code) => describeUndecryptable(code, translator),
        unencrypted: { title: t("message.clear"), explanation: t("message.clear.why") },
        showAnyway: t("message.clear.show"),
        malformed: (code) => (code.startsWith("SENDER-") ? describeTrust(code, translator) : t("message.malformed")),
        trust: (code) => describeTrust(code, translator),
        queued: t("send.queued"),
        queuedUntil: (atMs) => t("send.queuedUntil", { time: formats.time(atMs) }),
        sending: t("send.sending"),
        sent: t("send.sent"),
        sendFailed: () => t("send.failed"),
        withheld: () => t("send.withheld"),
        retry: t("send.retry"),
        discard: t("send.discard"),
        tools: t("message.tools"),
        reply: t("message.reply"),
        edit: t("message.edit"),
        copy: t("message.copy"),
        remove: t("message.remove"),
        file: {
            formatSize: formats.size,
            onDevice: t("files.onDevice"),
            progress: (done, total) => t("files.progress", { done: formats.size(done), total: formats.size(total) }),
            failed: () => t("files.failed"),
            open: t("files.open"),
            cancel: t("common.cancel"),
            retry: t("common.retry"),
            picture: (name) => t("files.picture", { name }),
        },
    };
}
