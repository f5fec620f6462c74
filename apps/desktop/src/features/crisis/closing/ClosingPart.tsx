import type { CrisisRoomSnapshot } from "@valise/bridge";
import { Checkbox, InlineNotice } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { cleanName } from "../../../people/createAgencyDirectory.ts";
import { useStore } from "../../../stores/useStore.ts";
import { useLog } from "../log/useLog.ts";
import { cleanText } from "../pickText.ts";
import { roomsToClose } from "./createClosing.ts";

const mostShown = 5;

/** What ending a crisis leaves open, what it does, and the archive that is made before. */
export function ClosingPart({ room }: { readonly room: CrisisRoomSnapshot }) {
    const { t, formats } = useI18n();
    const { phase, crisis } = useApp();
    const { isArchiving, withFiles } = useStore(phase);
    const rooms = roomsToClose(useStore(crisis)?.crises ?? [], room);
    const log = useLog(room.roomId);
    const open = (log?.rows ?? []).filter(({ kind, done }) => kind === "task" && !done);
    const titles = formats.list(open.slice(0, mostShown).map(({ title }) => cleanText(title)));
    return (
        <section className="stack" aria-label={t("closing.title")} data-testid="closing">
            {open.length > 0 && (
                <InlineNotice tone="warn" title={t("closing.tasks", { count: open.length })} testId="closing-tasks">
                    <span className="foreign">{titles}</span>
                </InlineNotice>
            )}
            {log !== null && open.length === 0 && <InlineNotice tone="ok" title={t("closing.noTasks")} />}
            <ul className="bullets small ink2">
                {rooms.length > 1 && (
                    <li>{t("closing.rooms", { names: formats.list(rooms.map(({ name }) => cleanName(name))) })}</li>
                )}
                <li>{t("closing.readable")}</li>
                <li>{t("closing.keys")}</li>
                <li>{t("closing.final")}</li>
            </ul>
            <Checkbox
                text={t("closing.archive")}
                isOn={isArchiving}
                onChange={(isOn) => phase.change({ isArchiving: isOn })}
                testId="closing-archive"
            />
            {isArchiving && (
                <Checkbox
                    text={t("closing.files")}
                    isOn={withFiles}
                    onChange={(isOn) => phase.change({ withFiles: isOn })}
                    testId="closing-files"
                />
            )}
        </section>
    );
}
