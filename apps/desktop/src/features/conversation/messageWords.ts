import type { CauseWords, TimelineWords } from "@valise/ui";
import { describeCode, isKnownCode } from "../../failures/describeCode.ts";
import { describeUndecryptable } from "../../failures/describeUndecryptable.ts";
import type { Translator } from "../../i18n/createI18n.ts";

const trustKeys = {
    "SENDER-FROM-BACKUP": "sender.from-backup",
    "SENDER-DEVICE-UNKNOWN": "sender.device-unknown",
    "SENDER-DEVICE-UNSIGNED": "sender.device-unsigned",
    "SENDER-IDENTITY-CHANGED": "sender.identity-changed",
    "SENDER-MISMATCH": "sender.mismatch",
} as const;

function describeTrust(code: string, translator: Translator): string {
    const known = Object.entries(trustKeys).find(([name]) => name === code)?.[1];
    if (known !== undefined) return translator.t(known);
    return code.startsWith("SENDER-") ? translator.t("sender.mismatch") : describeCode(code, translator).cause;
}

/** Why a message that could be decrypted is kept from view, or warned of. */
function describeVerdict(code: string, translator: Translator): CauseWords {
    const { t } = translator;
    const { cause, next } = describeCode(code, translator, t("reader.theirAgency"));
    return { title: cause, explanation: `${t("verdict.refused")} ${next}`, remedy: t("utd.remedy.ask") };
}

/** The sender's app gave no key and named the rule: in the words of that rule. */
function describeKeyless(code: string, translator: Translator): CauseWords {
    if (!isKnownCode(code)) return describeUndecryptable(code, translator);
    const { cause, next } = describeCode(code, translator);
    const { t } = translator;
    return { title: t("utd.withheldByRule"), explanation: `${cause} ${next}`, remedy: t("utd.remedy.ask") };
}

/** A refusal of a rule in its own words; else only that there was one. */
function orCause(text: string, code: string, translator: Translator): string {
    return isKnownCode(code) ? `${text}: ${describeCode(code, translator).cause}` : text;
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
        undecryptable: (code) => describeKeyless(code, translator),
        withheldContent: (code) => describeVerdict(code, translator),
        handle: t("marking.handle"),
        unencrypted: { title: t("message.clear"), explanation: t("message.clear.why") },
        showAnyway: t("message.clear.show"),
        malformed: (code) => (code.startsWith("SENDER-") ? describeTrust(code, translator) : t("message.malformed")),
        trust: (code) => describeTrust(code, translator),
        queued: t("send.queued"),
        queuedUntil: (atMs) => t("send.queuedUntil", { time: formats.time(atMs) }),
        sending: t("send.sending"),
        sent: t("send.sent"),
        sendFailed: (code) => orCause(t("send.failed"), code, translator),
        withheld: (code) => orCause(t("send.withheld"), code, translator),
        retry: t("send.retry"),
        discard: t("send.discard"),
        tools: t("message.tools"),
        reply: t("message.reply"),
        edit: t("message.edit"),
        copy: t("message.copy"),
        forward: t("message.forward"),
        replyElsewhere: t("message.replyElsewhere"),
        showReaders: t("message.readers"),
        remove: t("message.remove"),
        file: {
            formatSize: formats.size,
            onDevice: t("files.onDevice"),
            progress: (done, total) => t("files.progress", { done: formats.size(done), total: formats.size(total) }),
            transfer: (kind, name) => t(`files.${kind}`, { name }),
            failed: () => t("files.failed"),
            open: t("files.open"),
            cancel: t("common.cancel"),
            retry: t("common.retry"),
            picture: (name) => t("files.picture", { name }),
        },
    };
}
