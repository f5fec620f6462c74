import type { Engine, EngineOutput, RoomId, Shell } from "@valise/bridge";
import type { I18n, Translator } from "../../i18n/createI18n.ts";
import type { Toasts } from "../toasts/createToasts.ts";

export interface ExportRoomParts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly i18n: I18n;
    readonly toasts: Toasts;
}

export type ExportRoom = (roomId: RoomId, roomName: string) => Promise<void>;

/**
 * A conversation as one document on the disk: confirmed outside the page, marked first and last by the engine, and said
 * afterwards under which marking and with which gaps it left.
 */
export function createExportRoom({ engine, shell, i18n, toasts }: ExportRoomParts): ExportRoom {
    return async (roomId, roomName) => {
        const translator = i18n.getState();
        const { language } = translator;
        if (!(await shell.confirmSensitive({ action: "export", language }))) return;
        const words = documentWords(roomName, translator);
        const result = await engine.commands.exportRoom({ roomId, format: "html", words });
        if (!result.ok) return toasts.showFailure(result.error);
        const { name, mimeType, text } = result.value;
        const bytes = new TextEncoder().encode(text);
        if (await shell.saveFile({ name, mimeType, bytes })) toasts.showText(describeExport(result.value, translator));
    };
}

export function documentWords(roomName: string, { t, language }: Translator) {
    return {
        language,
        title: roomName.slice(0, 255),
        exported: t("export.exported"),
        earlierMissing: t("export.earlierMissing"),
        unreadable: t("export.unreadable"),
        refused: t("export.refused"),
        deleted: t("export.deleted"),
        file: t("export.file"),
        edited: t("export.edited"),
        forwarded: t("export.forwarded"),
    };
}

/** "Exported under FR · SECRET: 41 messages, 2 not readable here" */
function describeExport(made: EngineOutput<"exportRoom">, { t, formats }: Translator): string {
    const parts = [
        t("export.messages", { count: made.messageCount }),
        ...(made.gapCount > 0 ? [t("export.gaps", { count: made.gapCount })] : []),
        ...(made.complete ? [] : [t("export.incomplete")]),
    ];
    return t("export.done", { text: made.marking?.text ?? t("export.unlabelled"), what: formats.list(parts) });
}
