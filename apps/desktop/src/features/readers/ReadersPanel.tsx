import type { GateSnapshot, ReaderSnapshot } from "@valise/bridge";
import { Button, MemberGroup, ReaderRow, SelectField, SidePanel, TimelineSkeleton } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import type { ConversationViewModel } from "../conversation/createConversationViewModel.ts";
import { TellOfficer } from "./TellOfficer.tsx";
import { toReader } from "./toReader.ts";

/** Those who read, at first; those who do not are never folded away. */
const shownAtFirst = 30;

/** Who gets the next message's key, and why: those who do not first, each with cause, code and who can change it. */
export function ReadersPanel({ conversation }: { readonly conversation: ConversationViewModel }) {
    const { t } = useI18n();
    const { navigation } = useApp();
    const gate = useStore(conversation.gate);
    return (
        <SidePanel
            title={t("readers.title")}
            closeName={t("common.close")}
            onClose={navigation.closeSide}
            testId="readers"
            foot={<p>{t("readers.foot")}</p>}
        >
            {gate === null || gate.state === "checking" ? (
                <TimelineSkeleton name={t("gate.checking")} />
            ) : (
                <Readers gate={gate} />
            )}
        </SidePanel>
    );
}

const groupIds = ["cannot", "waits", "can", "invited"] as const;
type GroupId = (typeof groupIds)[number];

function groupOf(reader: ReaderSnapshot): GroupId {
    if (reader.reads) return reader.membership === "invite" ? "invited" : "can";
    if (reader.whenBack) return "waits";
    return reader.membership === "invite" ? "invited" : "cannot";
}

function Readers({ gate }: { readonly gate: GateSnapshot }) {
    const { t, formats } = useI18n();
    const [agency, setAgency] = useState("");
    const groups = Map.groupBy(gate.rows, groupOf);
    const servers = [...new Set(gate.rows.map((reader) => reader.serverName))];
    const titles = {
        cannot: t("readers.cannot"),
        waits: t("readers.waits"),
        can: t("readers.can"),
        invited: t("members.invited"),
    };
    return (
        <>
            <Asked gate={gate} />
            {groupIds.map((id) => {
                const all = groups.get(id) ?? [];
                const rows = id === "can" && agency !== "" ? all.filter((row) => row.serverName === agency) : all;
                if (all.length === 0) return null;
                return (
                    <MemberGroup
                        key={id}
                        title={titles[id]}
                        count={rows.length}
                        countName={formats.number(rows.length)}
                        after={
                            id === "can" && servers.length > 1 ? (
                                <AgencyFilter servers={servers} value={agency} onChange={setAgency} />
                            ) : undefined
                        }
                    >
                        <Rows rows={rows} isWhole={id !== "can"} />
                    </MemberGroup>
                );
            })}
            <Anomalies gate={gate} />
        </>
    );
}

function Asked({ gate }: { readonly gate: GateSnapshot }) {
    const { t, formats } = useI18n();
    if (gate.marking === null) return null;
    const agencies = formats.list(gate.agencies.map(({ name }) => name));
    return (
        <p className="small ink2">
            {t("readers.asked", { text: gate.marking.text })}{" "}
            {gate.admission !== null && t(`readers.${gate.admission}`, { agencies })}
        </p>
    );
}

interface AgencyFilterProps {
    readonly servers: readonly string[];
    readonly value: string;
    readonly onChange: (serverName: string) => void;
}

function AgencyFilter({ servers, value, onChange }: AgencyFilterProps) {
    const { t } = useI18n();
    const { agencies } = useApp();
    const options = servers.map((server) => ({ value: server, text: agencies.byServerName(server).code }));
    return (
        <SelectField
            label={t("readers.filter")}
            isLabelHidden
            value={value}
            options={[{ value: "", text: t("readers.all") }, ...options]}
            onChange={onChange}
        />
    );
}

function Rows({ rows, isWhole }: { readonly rows: readonly ReaderSnapshot[]; readonly isWhole: boolean }) {
    const translator = useI18n();
    const { t } = translator;
    const { agencies, clock } = useApp();
    const [isOpen, setOpen] = useState(false);
    const shown = isWhole || isOpen ? rows : rows.slice(0, shownAtFirst);
    return (
        <>
            {shown.map((reader) => (
                <ReaderRow
                    key={reader.userId}
                    reader={toReader(reader, agencies, translator, clock.nowMs())}
                    you={reader.isMe ? t("common.you") : undefined}
                    action={<TellOfficer reader={reader} />}
                />
            ))}
            {shown.length < rows.length && (
                <li>
                    <Button size="s" variant="link" onPress={() => setOpen(true)} testId="readers-more">
                        {t("readers.more", { count: rows.length - shown.length })}
                    </Button>
                </li>
            )}
        </>
    );
}

/** What a server tried and did not achieve, newest first. */
function Anomalies({ gate }: { readonly gate: GateSnapshot }) {
    const translator = useI18n();
    const { t, formats } = translator;
    if (gate.anomalies.length === 0) return null;
    return (
        <section>
            <h3 className="section-title">{t("readers.anomalies")}</h3>
            <ul>
                {gate.anomalies.toReversed().map((anomaly) => (
                    <li key={`${anomaly.atMs} ${anomaly.code}`} className="small ink2" data-testid="gate-anomaly">
                        {formats.dateTime(anomaly.atMs)} · {describeCode(anomaly.code, translator).cause}{" "}
                        <code className="mono muted">{anomaly.code}</code>
                    </li>
                ))}
            </ul>
        </section>
    );
}
