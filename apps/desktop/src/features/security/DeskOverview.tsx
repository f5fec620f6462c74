import type { DeskHolderSnapshot, DeskLimitsSnapshot, DeskSnapshot } from "@valise/bridge";
import { Button, IconButton, InlineNotice, RoomHead } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { BatchDialog } from "./BatchDialog.tsx";
import { countDesk, isAnomaly, listAlarmMs } from "./decideDesk.ts";
import { HolderTable } from "./HolderTable.tsx";
import { ListsPage } from "./ListsPage.tsx";
import { NewPerson } from "./NewPerson.tsx";
import { OfficersPage } from "./OfficersPage.tsx";
import { RegisterTable } from "./RegisterTable.tsx";
import { RequestTable } from "./RequestTable.tsx";
import { SpillsPage } from "./SpillsPage.tsx";
import { StandingDialog } from "./StandingDialog.tsx";
import { TrustPage } from "./TrustPage.tsx";
import { useDeskExports } from "./useDeskExports.ts";

export interface DeskOverviewProps {
    readonly desk: DeskSnapshot;
    readonly limits: DeskLimitsSnapshot;
}

/** Places about people's clearances; what the key may sign and how old the list is stands above them. */
const holderPlaces = ["all", "requests", "anomalies", "revoked"] as const;

/** Anomalies before requests before holders; the limits of the officer's own key are always in view. */
export function DeskOverview({ desk, limits }: DeskOverviewProps) {
    const { deskForm } = useApp();
    const { place } = useStore(deskForm);
    const anomalies = desk.rows.filter(isAnomaly);
    const isHolderPlace = holderPlaces.some((each) => each === place);
    const hasAlarms = place === "all" || place === "anomalies";
    return (
        <>
            <Head desk={desk} limits={limits} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <div className="desk-body" tabIndex={0} data-testid="desk">
                {isHolderPlace && <KeyAndList desk={desk} limits={limits} />}
                {hasAlarms && anomalies.map((one) => <Anomaly key={one.userId} holder={one} />)}
                {hasAlarms && desk.strangers.map((one) => <Stranger key={one.userId} {...one} />)}
                {(place === "all" || place === "requests") && <RequestTable requests={desk.requests} />}
                {place === "all" && <NewPerson />}
                {isHolderPlace && place !== "requests" && <HolderTable desk={desk} />}
                {place === "spills" && <SpillsPage spills={desk.spills} marking={desk.marking} />}
                {place === "log" && <RegisterTable entryCount={desk.entryCount} />}
                {place === "officers" && <OfficersPage limits={limits} />}
                {place === "bundle" && <TrustPage />}
                {place === "lists" && <ListsPage />}
            </div>
            <StandingDialog />
            <BatchDialog />
        </>
    );
}

function Head({ desk, limits }: DeskOverviewProps) {
    const { t, formats } = useI18n();
    const { deskForm, deskBatch, clock } = useApp();
    const { place } = useStore(deskForm);
    const exports = useDeskExports(desk.marking);
    const isHolderPlace = holderPlaces.some((each) => each === place);
    const counts = countDesk(desk, clock.nowMs());
    const what = formats.list([
        t("desk.valid", { count: counts.valid }),
        t("desk.requestCount", { count: counts.requests }),
        t("desk.endingCount", { count: counts.ending }),
    ]);
    return (
        <RoomHead
            name={t(`desk.nav.${place}`)}
            detail={t("desk.summary", { agency: limits.agency, what })}
            actions={
                <>
                    {isHolderPlace && (
                        <>
                            <Button
                                icon="file"
                                onPress={() => void exports.holders(desk.rows)}
                                testId="desk-export-list"
                            >
                                {t("desk.exportList")}
                            </Button>
                            <Button onPress={() => deskBatch.show(Math.min(90, limits.maxDays))} testId="desk-batch">
                                {t("desk.batch.open")}
                            </Button>
                        </>
                    )}
                    <IconButton
                        icon="lock"
                        name={t("desk.lock")}
                        onPress={() => void deskForm.lock()}
                        testId="desk-lock"
                    />
                </>
            }
        />
    );
}

/** What the officer's own key may sign, and how old the newest status list is: an old one is an alarm. */
function KeyAndList({ desk, limits }: DeskOverviewProps) {
    const { t, formats } = useI18n();
    const { clock, deskForm } = useApp();
    const ageMs = desk.listIssuedAtMs === null ? null : clock.nowMs() - desk.listIssuedAtMs;
    const until = { date: formats.date(limits.expiresAtMs), days: formats.number(limits.maxDays) };
    return (
        <>
            {ageMs === null && <InlineNotice tone="warn" title={t("desk.listNone")} testId="desk-list-none" />}
            {ageMs !== null && ageMs > listAlarmMs && (
                <InlineNotice
                    tone="bad"
                    role="alert"
                    title={t("desk.listOld", { time: formats.duration(ageMs) })}
                    testId="desk-list-old"
                >
                    {t("desk.listOld.why")}
                </InlineNotice>
            )}
            {desk.actsWaiting && (
                <InlineNotice tone="warn" role="status" title={t("desk.actsWaiting")} testId="desk-acts-waiting">
                    {t("desk.actsWaiting.why")}
                </InlineNotice>
            )}
            <p className="small muted">
                {t("desk.keyUntil", until)}{" "}
                {desk.listIssuedAtMs !== null && t("desk.listAt", { time: formats.dateTime(desk.listIssuedAtMs) })}
            </p>
            <div className="row wrap small muted" data-testid="desk-identities">
                <span>
                    {desk.identitiesCheckedAtMs === null
                        ? t("desk.identities.none")
                        : t("desk.identities.at", { time: formats.dateTime(desk.identitiesCheckedAtMs) })}
                </span>
                <Button size="s" variant="link" onPress={() => void deskForm.compareIdentities()} testId="desk-compare">
                    {t("desk.identities.now")}
                </Button>
            </div>
        </>
    );
}

/** Somebody without a clearance, whose code did not fit what the server showed: nothing was signed. */
function Stranger({ userId, shownCode, atMs }: DeskSnapshot["strangers"][number]) {
    const { t, formats } = useI18n();
    const { agencies } = useApp();
    const name = agencies.person(userId, userId).displayName;
    return (
        <InlineNotice
            tone="bad"
            icon="shieldX"
            role="alert"
            title={t("desk.stranger", { name, time: formats.dateTime(atMs) })}
            testId="desk-stranger"
        >
            <p>{t("desk.stranger.why")}</p>
            <p className="mono">{t("desk.stranger.code", { shown: shownCode })}</p>
        </InlineNotice>
    );
}

function Anomaly({ holder }: { readonly holder: DeskHolderSnapshot }) {
    const { t, formats } = useI18n();
    const { deskForm, agencies } = useApp();
    const name = agencies.person(holder.userId, holder.userId).displayName;
    const title =
        holder.changedAtMs === null
            ? t("desk.changed", { name })
            : t("desk.changedAt", { name, time: formats.dateTime(holder.changedAtMs) });
    return (
        <InlineNotice
            tone="bad"
            icon="shieldX"
            role="alert"
            title={title}
            testId="desk-anomaly"
            action={
                <span className="row wrap">
                    <Button size="s" onPress={() => deskForm.decide(holder)} testId="anomaly-issue">
                        {t("desk.changed.again")}
                    </Button>
                    <Button
                        size="s"
                        variant="danger"
                        onPress={() => deskForm.askStanding({ userId: holder.userId, act: "revoked", reason: "" })}
                    >
                        {t("desk.revoke")}
                    </Button>
                </span>
            }
        >
            <p>{t("desk.changed.why")}</p>
            <p className="mono">
                {t("desk.changed.codes", { attested: holder.attestedCode, shown: holder.shownCode ?? "?" })}
            </p>
        </InlineNotice>
    );
}
