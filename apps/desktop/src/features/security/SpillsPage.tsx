import type { DeskSpillSnapshot, MarkingSnapshot } from "@valise/bridge";
import { AgencyTag, Button, InlineNotice, LabelBadge, Tag } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { cleanName, serverNameOf } from "../../people/createAgencyDirectory.ts";
import { officersOf } from "./officersOf.ts";
import { PersonCell } from "./PersonCell.tsx";
import { useDeskExports } from "./useDeskExports.ts";

export interface SpillsPageProps {
    readonly spills: readonly DeskSpillSnapshot[];
    /** Of the desk: what is exported bears no less. */
    readonly marking: MarkingSnapshot | null;
}

/** Messages that went where they should not have: who was given the key, and what is to be done. Open ones first. */
export function SpillsPage({ spills, marking }: SpillsPageProps) {
    const { t } = useI18n();
    const sorted = spills.toSorted((a, b) => Number(a.closedAtMs !== null) - Number(b.closedAtMs !== null));
    return (
        <>
            <p className="small ink2">{t("spills.what")}</p>
            {spills.length === 0 && (
                <InlineNotice tone="ok" testId="spills-none">
                    {t("spills.none")}
                </InlineNotice>
            )}
            {sorted.map((spill) => (
                <Spill key={spill.id} spill={spill} marking={marking} />
            ))}
        </>
    );
}

function Spill({ spill, marking }: Pick<SpillsPageProps, "marking"> & { readonly spill: DeskSpillSnapshot }) {
    const { t, formats } = useI18n();
    const { engine, toasts } = useApp();
    const exports = useDeskExports(marking);
    const close = async () => {
        const closed = await engine.commands.closeSpill({ id: spill.id });
        if (!closed.ok) toasts.showFailure(closed.error);
    };
    return (
        <section className="card" data-testid="spill" data-state={spill.closedAtMs === null ? "open" : "closed"}>
            <div className="card-head">
                <PersonCell userId={spill.userId} />
                {spill.marking !== null && <LabelBadge label={toLabel(spill.marking)} />}
                <span className="end row">
                    <Button size="s" icon="file" onPress={() => void exports.spill(spill)} testId="spill-export">
                        {t("spills.export")}
                    </Button>
                    {spill.closedAtMs === null ? (
                        <Button size="s" onPress={() => void close()} testId="spill-close">
                            {t("spills.close")}
                        </Button>
                    ) : (
                        <Tag>{t("spills.closed", { time: formats.dateTime(spill.closedAtMs) })}</Tag>
                    )}
                </span>
            </div>
            <div className="card-blank stack-tight small">
                {spill.note !== "" && <p className="foreign">{cleanName(spill.note)}</p>}
                <p className="muted">
                    {t("spills.reported", { time: formats.dateTime(spill.atMs) })}{" "}
                    <span className="mono foreign">
                        {spill.roomId} {spill.eventId}
                    </span>
                </p>
                <Reach spill={spill} />
            </div>
        </section>
    );
}

/** By agency, since each tells its own people; keys cannot be taken back, so what follows is said in words. */
function Reach({ spill }: { readonly spill: DeskSpillSnapshot }) {
    const { t, formats } = useI18n();
    const { agencies, boot, membership, session } = useApp();
    const me = session.getState()?.userId;
    if (!spill.known) return <InlineNotice tone="warn">{t("spill.unknown")}</InlineNotice>;
    const groups = [...Map.groupBy(spill.readers, ({ userId }) => serverNameOf(userId))];
    const officers = officersOf(boot.agencies);
    return (
        <>
            <h3 className="section-title">
                {t("spills.reached", { count: spill.readers.length + spill.moreReaders })}
            </h3>
            {groups.map(([serverName, readers]) => {
                const officer = officers.find(({ agency }) => agency.serverName === serverName)?.userId;
                return (
                    <div key={serverName} className="stack-tight" data-testid="spill-agency" data-id={serverName}>
                        <div className="row wrap">
                            <AgencyTag agency={agencies.byServerName(serverName)} />
                            <span>{t("readers.count", { count: readers.length })}</span>
                            {officer !== undefined && officer !== me && (
                                <Button size="s" variant="link" onPress={() => void membership.write(officer)}>
                                    {t("reader.tell", { agency: agencies.byServerName(serverName).code })}
                                </Button>
                            )}
                        </div>
                        <ul>
                            {readers.map(({ userId, devices, sharedAtMs }) => (
                                <li key={userId} className="foreign">
                                    {userId} ·{" "}
                                    {t("spill.devices", { count: devices, time: formats.dateTime(sharedAtMs) })}
                                </li>
                            ))}
                        </ul>
                    </div>
                );
            })}
            {spill.moreReaders > 0 && <p>{t("spills.more", { count: spill.moreReaders })}</p>}
            <h3 className="section-title">{t("spills.next")}</h3>
            <ol className="next-steps">
                {(["1", "2", "3"] as const).map((step) => (
                    <li key={step}>{t(`spills.next.${step}`)}</li>
                ))}
            </ol>
        </>
    );
}
