import type { BroadcastSnapshot, EventId } from "@valise/bridge";
import { Button } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";

/** The files that a broadcast names: fetched and handed to the system, never rendered here; those not here yet say so. */
export function Attachments({ row }: { readonly row: BroadcastSnapshot }) {
    const { t, formats } = useI18n();
    const { engine, shell, toasts } = useApp();
    const [busy, setBusy] = useState<EventId | null>(null);
    const open = async (eventId: EventId) => {
        setBusy(eventId);
        const result = await engine.commands.readFile({ roomId: row.roomId, eventId });
        setBusy(null);
        if (!result.ok) return toasts.showFailure(result.error);
        const { mimeType, bytes } = result.value;
        const name = cleanName(result.value.name) || "file";
        await shell.openFile({ name, mimeType, bytes: bytes as Uint8Array<ArrayBuffer> });
    };
    return (
        <section className="row wrap" aria-label={t("broadcast.files")}>
            {row.attachments.map(({ name, sizeBytes, eventId }, at) => (
                <Button
                    // biome-ignore lint/suspicious/noArrayIndexKey: signed in this order
                    key={at}
                    size="s"
                    icon="file"
                    isBusy={eventId !== null && busy === eventId}
                    isDisabled={eventId === null}
                    onPress={() => eventId !== null && void open(eventId)}
                    testId="attachment"
                >
                    {t(eventId === null ? "broadcast.files.coming" : "broadcast.files.open", {
                        name: cleanName(name),
                        size: formats.size(sizeBytes),
                    })}
                </Button>
            ))}
        </section>
    );
}
