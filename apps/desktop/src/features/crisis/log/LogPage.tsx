import type { RoomRowSnapshot } from "@valise/bridge";
import { Button, Checkbox, EmptyState, SearchBox, SegmentedControl, SelectField, TimelineSkeleton } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useStore } from "../../../stores/useStore.ts";
import { FailureNotice } from "../../failure/FailureNotice.tsx";
import { nameRoom } from "../../roomList/nameRoom.ts";
import { agenciesOf, countLog, filterLog, type LogFilter, logFilters } from "./decideLog.ts";
import { LogEntries } from "./LogEntries.tsx";
import { useDecisionKey } from "./useDecisionKey.ts";
import { useLog } from "./useLog.ts";
import { useLogRoom } from "./useLogRoom.ts";

/** What was known when, by whom, decided instead of what. `kind`: where it begins. */
export function LogPage({ kind }: { readonly kind: "all" | "task" }) {
    const { t } = useI18n();
    const { room } = useLogRoom();
    if (room === undefined) {
        return (
            <EmptyState icon="file" title={t("log.noRoom")} testId="log-no-room">
                {t("log.noRoom.text")}
            </EmptyState>
        );
    }
    return <RoomLog key={room.roomId} room={room} kind={kind} />;
}

interface RoomLogProps {
    readonly room: RoomRowSnapshot;
    readonly kind: "all" | "task";
}

const EVERY = "every";

function RoomLog({ room, kind }: RoomLogProps) {
    const { t, formats } = useI18n();
    const app = useApp();
    const log = useLog(room.roomId);
    const { failure } = useStore(app.log);
    const [filter, setFilter] = useState<LogFilter>(kind);
    const [agency, setAgency] = useState<string>(EVERY);
    const [text, setText] = useState("");
    useDecisionKey(room.roomId);
    const rows = log?.rows ?? [];
    const shown = filterLog(rows, filter, agency === EVERY ? null : agency, text);
    return (
        <>
            <LogTools room={room} />
            <FailureNotice failure={failure} />
            <div className="coverage-filters log-filters">
                <SegmentedControl
                    name={t("log.filter")}
                    value={filter}
                    options={logFilters.map((value) => ({
                        value,
                        text: `${t(`log.filter.${value}`)} ${formats.number(countLog(rows, value))}`,
                    }))}
                    onChange={setFilter}
                    testId="log-filter"
                />
                <SelectField
                    label={t("coverage.of.agency")}
                    isLabelHidden
                    value={agency}
                    options={[
                        { value: EVERY, text: t("log.agency.every") },
                        ...agenciesOf(rows).map((name) => ({ value: name, text: name })),
                    ]}
                    onChange={setAgency}
                    testId="log-agency"
                />
                <SearchBox name={t("log.search")} placeholder={t("log.search")} value={text} onChange={setText} />
            </div>
            {log === null && <TimelineSkeleton name={t("log.loading")} rowCount={4} />}
            {log !== null && log.sitrepDueAtMs !== null && (
                <p className="small ink2">{t("log.sitrepDue", { time: formats.time(log.sitrepDueAtMs) })}</p>
            )}
            {log !== null && shown.length === 0 && (
                <EmptyState icon="file" title={t(rows.length === 0 ? "log.empty" : "log.none")} testId="log-empty">
                    {rows.length === 0 ? t("log.empty.text") : undefined}
                </EmptyState>
            )}
            <LogEntries room={room} rows={shown} />
        </>
    );
}

/** Which room's log; what is written into it, and what is taken out. */
function LogTools({ room }: { readonly room: RoomRowSnapshot }) {
    const translator = useI18n();
    const { t } = translator;
    const { log } = useApp();
    const { isBusy } = useStore(log);
    const { rooms } = useLogRoom();
    const [withFiles, setWithFiles] = useState(false);
    const name = nameRoom(room, translator);
    return (
        <div className="log-tools">
            <SelectField
                label={t("log.room")}
                value={room.roomId}
                options={rooms.map((row) => ({ value: row.roomId, text: nameRoom(row, translator) }))}
                onChange={log.show}
                testId="log-room"
            />
            <span className="row wrap end">
                <Button icon="print" onPress={() => window.print()} testId="log-print">
                    {t("log.print")}
                </Button>
                <Button
                    icon="file"
                    isBusy={isBusy}
                    onPress={() => void log.exportArchive(room.roomId, name, withFiles)}
                    testId="log-export"
                >
                    {t("log.export")}
                </Button>
                <Checkbox
                    text={t("log.export.files")}
                    isOn={withFiles}
                    onChange={setWithFiles}
                    testId="log-export-files"
                />
                <Button onPress={() => log.begin(room.roomId, "sitrep")} testId="log-sitrep">
                    {t("log.write.sitrep")}
                </Button>
                <Button onPress={() => log.begin(room.roomId, "task")} testId="log-task">
                    {t("log.write.task")}
                </Button>
                <Button
                    variant="primary"
                    keyHint={t("keys.d")}
                    onPress={() => log.begin(room.roomId, "decision")}
                    testId="log-decision"
                >
                    {t("log.write.decision")}
                </Button>
            </span>
        </div>
    );
}
