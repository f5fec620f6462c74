import { unreachable } from "@valise/base";
import type { SystemChange, TimelineItemSnapshot } from "@valise/bridge";
import type { Translator } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";

/** One sentence for what happened in the room, with its time. */
export function describeSystem(item: TimelineItemSnapshot, translator: Translator): string {
    if (item.system === null) return "";
    const sentence = describeChange(item.system, cleanName(item.senderName), translator.t);
    return `${translator.formats.time(item.sentAtMs)} · ${sentence}`;
}

function describeChange(change: SystemChange, by: string, t: Translator["t"]): string {
    switch (change.kind) {
        case "created":
            return t("system.created", { name: by });
        case "joined":
        case "left":
        case "declined":
            return t(`system.${change.kind}`, { name: cleanName(change.name) });
        case "invited":
        case "removed":
        case "banned":
            return t(`system.${change.kind}`, { by, name: cleanName(change.name) });
        case "renamed":
            return t("system.renamed", { from: cleanName(change.from), to: cleanName(change.to) });
        case "room-name":
            if (change.name === null) return t("system.roomNameGone", { by });
            return t("system.roomName", { by, name: cleanName(change.name) });
        case "room-topic":
            if (change.topic === null) return t("system.roomTopicGone", { by });
            return t("system.roomTopic", { by, topic: cleanName(change.topic) });
        case "encryption-on":
            return t("system.encryption");
        case "cleartext-name-ignored":
            return t("system.cleartextName");
        case "other":
            return t("system.other", { by, type: cleanName(change.type) });
        default:
            return unreachable(change);
    }
}
