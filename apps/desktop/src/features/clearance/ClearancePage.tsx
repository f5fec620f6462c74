import type { ClearanceSnapshot } from "@valise/bridge";
import { Button, InlineNotice, LabelBadge, SettingsGroup, TimelineSkeleton } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { describeClaims } from "../../labels/describeClaims.ts";
import { toLabel } from "../../labels/toLabel.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { nameRoom } from "../roomList/nameRoom.ts";
import { AskForClearance, InstallClearance } from "./ClearanceForms.tsx";

/** What one holds and until when, what rooms ask to see of it, and how fresh the trust data is. */
export function ClearancePage() {
    const { t } = useI18n();
    const own = useStore(useApp().clearance);
    if (own === null) return <TimelineSkeleton name={t("clearance.loading")} />;
    if (own.trust.state === "none") {
        return <InlineNotice testId="no-community">{t("clearance.noCommunity")}</InlineNotice>;
    }
    return (
        <>
            <Held own={own} />
            <AskedRooms own={own} />
            <AskForClearance own={own} />
            <InstallClearance />
            <TrustData own={own} />
        </>
    );
}

interface OwnProps {
    readonly own: ClearanceSnapshot;
}

function Held({ own }: OwnProps) {
    const translator = useI18n();
    const { t } = translator;
    const isBad = own.state === "refused";
    const words = describeCode(own.code ?? "", translator);
    return (
        <SettingsGroup title={t("clearance.held")} detail={t("clearance.shown")}>
            {isBad && (
                <InlineNotice
                    tone="bad"
                    icon="shieldX"
                    title={t("cleared.refused")}
                    code={own.code ?? undefined}
                    testId="clearance-refused"
                >
                    {words.cause} {words.next}
                </InlineNotice>
            )}
            {own.state === "none" && <InlineNotice testId="clearance-none">{t("clearance.none")}</InlineNotice>}
            {own.state === "requested" && (
                <InlineNotice icon="clock" role="status" testId="clearance-requested">
                    {t("clearance.requested")}
                </InlineNotice>
            )}
            {own.marking !== null && <Facts own={own} />}
            {own.identityCode !== null && <IdentityCode code={own.identityCode} />}
        </SettingsGroup>
    );
}

function Facts({ own }: OwnProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const rest = own.claims.filter((claim) => !claim.startsWith("lvl:"));
    const facts = [
        [t("clearance.by"), own.agency],
        [t("clearance.claims"), rest.length === 0 ? null : describeClaims(rest, translator)],
        [t("clearance.from"), own.issuedAtMs === null ? null : formats.date(own.issuedAtMs)],
        [t("clearance.until"), own.expiresAtMs === null ? null : formats.dateTime(own.expiresAtMs)],
    ] as const;
    return (
        <dl className="facts" data-testid="clearance-held">
            <dt>{t("clearance.level")}</dt>
            <dd>{own.marking !== null && <LabelBadge label={toLabel(own.marking)} full />}</dd>
            {facts.map(
                ([name, value]) =>
                    value !== null && (
                        <div key={name} className="facts-row">
                            <dt>{name}</dt>
                            <dd>{value}</dd>
                        </div>
                    ),
            )}
        </dl>
    );
}

function IdentityCode({ code }: { readonly code: string }) {
    const { t } = useI18n();
    const { copyText, toasts } = useApp();
    const copy = async () => {
        await copyText({ marking: null, body: code });
        toasts.showText(t("message.copied"));
    };
    return (
        <div className="stack-tight">
            <h4>{t("clearance.identity")}</h4>
            <p className="row wrap">
                <code className="mono" data-testid="identity-code">
                    {code}
                </code>
                <Button size="s" icon="copy" onPress={() => void copy()}>
                    {t("clearance.identity.copy")}
                </Button>
            </p>
            <p className="hint">{t("clearance.identity.text")}</p>
        </div>
    );
}

/** Rooms that ask for something not yet shown to their agencies: what, to whom, and one's leave. */
function AskedRooms({ own }: OwnProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { rooms, gateActions } = useApp();
    const known = useSelect(rooms, (snapshot) => snapshot?.rows);
    if (own.rows.length === 0) return null;
    return (
        <SettingsGroup title={t("clearance.rooms")}>
            {own.rows.map((row) => {
                const room = known?.find((candidate) => candidate.roomId === row.roomId);
                const claims = describeClaims(row.claims, translator);
                return (
                    <InlineNotice
                        key={row.roomId}
                        icon="id"
                        title={room === undefined ? t("rooms.unnamed") : nameRoom(room, translator)}
                        testId="asked-room"
                        action={
                            <span className="row wrap">
                                <Button size="s" onPress={() => void gateActions.answerPresentation(row.roomId, true)}>
                                    {t("gate.ask.allow")}
                                </Button>
                                <Button
                                    size="s"
                                    variant="quiet"
                                    onPress={() => void gateActions.answerPresentation(row.roomId, false)}
                                >
                                    {t("gate.ask.deny")}
                                </Button>
                            </span>
                        }
                    >
                        {t("clearance.rooms.row", { claims, agencies: formats.list(row.agencies) })}
                    </InlineNotice>
                );
            })}
        </SettingsGroup>
    );
}

/** How fresh what everything is judged by is: as times, not as a green dot. */
function TrustData({ own: { trust } }: OwnProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { clock } = useApp();
    const nowMs = clock.nowMs();
    const number = trust.bundleSeq === null ? null : String(trust.bundleSeq);
    const words = describeCode(trust.code ?? "", translator);
    return (
        <SettingsGroup title={t("clearance.trust")}>
            {trust.state === "checking" && <p role="status">{t("clearance.trust.checking")}</p>}
            {trust.state === "refused" && (
                <InlineNotice tone="bad" title={t("clearance.trust.refused")} code={trust.code ?? undefined}>
                    {words.cause} {words.next}
                </InlineNotice>
            )}
            <ul className="stack-tight" data-testid="trust-data">
                {number !== null && trust.bundleExpiresMs !== null && (
                    <li>{t("clearance.trust.bundle", { number, date: formats.date(trust.bundleExpiresMs) })}</li>
                )}
                {trust.lists.map((list) => (
                    <li key={list.uri} className={list.expiresAtMs < nowMs ? "is-bad" : undefined}>
                        {t(list.expiresAtMs < nowMs ? "clearance.trust.old" : "clearance.trust.list", {
                            agency: list.agency,
                            time: formats.dateTime(list.issuedAtMs),
                            until: formats.dateTime(list.expiresAtMs),
                        })}
                    </li>
                ))}
            </ul>
        </SettingsGroup>
    );
}
