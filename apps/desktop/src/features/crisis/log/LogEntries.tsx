import type { LogEntrySnapshot, RoomRowSnapshot, UserId } from "@valise/bridge";
import { AgencyTag, Button, Icon, type IconName, LabelBadge, RealMark, Tag } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { toLabel } from "../../../labels/toLabel.ts";
import { cleanName } from "../../../people/createAgencyDirectory.ts";
import { useStore } from "../../../stores/useStore.ts";
import { nameDuty } from "../nameDuty.ts";
import { namesOfDuty } from "../opening/namesOfDuty.ts";
import { cleanText } from "../pickText.ts";
import { agencyByName, agencyByUrn } from "../toBroadcast.ts";
import { useNow } from "../useNow.ts";
import { autoTitle } from "./autoWords.ts";

interface LogEntriesProps {
    readonly room: RoomRowSnapshot;
    readonly rows: readonly LogEntrySnapshot[];
}

/** Entries by day, newest first. */
export function LogEntries({ room, rows }: LogEntriesProps) {
    const { formats } = useI18n();
    const days = Map.groupBy(rows, ({ atMs }) => formats.day(atMs));
    return [...days].map(([day, entries]) => (
        <section key={day} className="crisis-card" aria-label={day}>
            <h3 className="log-day">{day}</h3>
            <ol>
                {entries.map((row) => (
                    <li key={row.key} className="log-entry" data-testid="log-entry" data-kind={row.kind}>
                        <Entry row={row} room={room} />
                    </li>
                ))}
            </ol>
        </section>
    ));
}

const icons = {
    sitrep: "file",
    decision: "pen",
    task: "check",
    "task-done": "checks",
    automatic: "info",
} as const satisfies Record<LogEntrySnapshot["kind"], IconName>;

interface EntryProps {
    readonly row: LogEntrySnapshot;
    readonly room: RoomRowSnapshot;
}

function Entry({ row, room }: EntryProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const app = useApp();
    const duty = useStore(app.crisis)?.duty ?? [];
    const nameOf = (id: string) =>
        id.startsWith("@") ? namesOfDuty(duty, app.agencies)(id as UserId) : agencyByUrn(id, app).name;
    return (
        <>
            <time dateTime={new Date(row.atMs).toISOString()}>{formats.time(row.atMs)}</time>
            <span className="log-kind">
                <Icon name={icons[row.kind]} size="s" /> {t(`log.kind.${row.kind}`)}
            </span>
            <div className="log-words">
                <p className="row wrap">
                    <b className="foreign" dir="auto">
                        {row.auto === null ? cleanName(row.title) : autoTitle(row.auto, translator, nameOf)}
                    </b>
                    {row.auto?.noDuff === true && <RealMark text={t("crisis.real")} />}
                    <TaskState row={row} />
                    {row.chain !== "whole" && <Tag tone="bad">{t(`log.chain.${row.chain}`)}</Tag>}
                </p>
                {row.text !== "" && row.auto === null && (
                    <p className="foreign log-text" dir="auto">
                        {cleanText(row.text)}
                    </p>
                )}
                {row.instead !== null && (
                    <p className="small ink2 foreign">{t("log.instead", { text: cleanText(row.instead) })}</p>
                )}
                <Owner row={row} />
                {row.kind === "task" && !row.done && (
                    <Button size="s" onPress={() => void app.log.done(room.roomId, row)} testId="task-done">
                        {t("log.task.done")}
                    </Button>
                )}
            </div>
            <span className="log-by">
                <span className="foreign">{cleanName(row.authorName)}</span>
                {row.agency !== null && <AgencyTag agency={agencyByName(row.agency, app)} />}
                {row.marking !== null && <LabelBadge label={toLabel(row.marking)} />}
            </span>
        </>
    );
}

/** Open tasks say by when; what is late says so. */
function TaskState({ row }: { readonly row: LogEntrySnapshot }) {
    const { t, formats } = useI18n();
    const nowMs = useNow(30_000);
    if (row.kind !== "task") return null;
    if (row.done) return <Tag tone="ok">{t("log.task.isDone")}</Tag>;
    if (row.dueAtMs === null) return <Tag>{t("log.task.open")}</Tag>;
    const time = formats.listTime(row.dueAtMs, nowMs);
    return <Tag tone={row.dueAtMs < nowMs ? "bad" : "warn"}>{t("log.task.due", { time })}</Tag>;
}

function Owner({ row: { ownerId, ownerRole } }: { readonly row: LogEntrySnapshot }) {
    const translator = useI18n();
    const { t } = translator;
    const { crisis, agencies } = useApp();
    const duty = useStore(crisis)?.duty ?? [];
    const role = duty.find((each) => each.role === ownerRole);
    const roleName = role === undefined ? cleanName(ownerRole ?? "") : nameDuty(role, translator);
    const name = ownerId === null ? roleName : namesOfDuty(duty, agencies)(ownerId);
    return name === "" ? null : <p className="small ink2">{t("log.owner", { name })}</p>;
}
