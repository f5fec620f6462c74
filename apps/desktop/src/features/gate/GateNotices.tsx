import type { GateSnapshot } from "@valise/bridge";
import { Button, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { describeClaims } from "../../labels/describeClaims.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import type { ConversationViewModel } from "../conversation/createConversationViewModel.ts";

/** Under the room's head: what the room asks of this person, and what is not as it should be. Nothing on a calm day. */
export function GateNotices({ conversation }: { readonly conversation: ConversationViewModel }) {
    const gate = useStore(conversation.gate);
    if (gate === null) return null;
    const isQuiet =
        gate.mine.ask === null &&
        !gate.forked &&
        gate.anomalies.length === 0 &&
        gate.rows.every(({ because }) => because !== "break-glass") &&
        (gate.mine.reads || gate.state !== "ready");
    if (isQuiet) return null;
    return (
        <div className="room-notices">
            <AskLeave gate={gate} />
            <NotMine gate={gate} />
            <LetIn gate={gate} />
            <Disorder gate={gate} />
        </div>
    );
}

interface Gated {
    readonly gate: GateSnapshot;
}

function AskLeave({ gate }: Gated) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { gateActions } = useApp();
    if (gate.mine.ask === null) return null;
    const agencies = formats.list(gate.agencies.map(({ name }) => name));
    const answer = (allow: boolean) => void gateActions.answerPresentation(gate.roomId, allow);
    return (
        <InlineNotice
            icon="id"
            role="status"
            testId="ask-presentation"
            title={t("gate.ask")}
            action={
                <span className="row wrap">
                    <Button size="s" variant="primary" onPress={() => answer(true)} testId="presentation-allow">
                        {t("gate.ask.allow")}
                    </Button>
                    <Button size="s" onPress={() => answer(false)} testId="presentation-deny">
                        {t("gate.ask.deny")}
                    </Button>
                </span>
            }
        >
            {t("gate.ask.text", { claims: describeClaims(gate.mine.ask, translator), agencies })}
        </InlineNotice>
    );
}

/** Said where it matters: in the room that is not read. */
function NotMine({ gate }: Gated) {
    const translator = useI18n();
    const { t } = translator;
    const { clearance, navigation } = useApp();
    const state = useSelect(clearance, (own) => own?.state);
    if (gate.mine.reads || gate.state !== "ready" || gate.mine.ask !== null) return null;
    const { cause, next } = describeCode(gate.mine.code ?? "", translator);
    const holdsNone = state !== "held" && gate.mine.code === "ATT_MISSING";
    return (
        <InlineNotice
            tone="bad"
            icon="shieldX"
            role="status"
            title={t("gate.notMine")}
            code={gate.mine.code ?? undefined}
            testId="not-mine"
            action={
                <Button size="s" onPress={() => navigation.openSettings("clearance")}>
                    {t("cleared.open")}
                </Button>
            }
        >
            {holdsNone ? t("gate.notMine.none") : t("gate.notMine.why", { cause, next })}
        </InlineNotice>
    );
}

/** Whoever was let in without a clearance for the room is named to everybody in it, with the reason, until it ends. */
function LetIn({ gate }: Gated) {
    const { t, formats } = useI18n();
    const people = gate.rows.filter(({ because }) => because === "break-glass");
    if (people.length === 0) return null;
    return (
        <InlineNotice
            tone="warn"
            icon="key"
            role="status"
            title={t("gate.glass", { people: formats.list(people.map(({ name }) => cleanName(name))) })}
            testId="gate-glass"
        >
            {people.map(({ userId, name, untilMs, letIn }) => (
                <p key={userId} className="foreign">
                    {t("gate.glass.row", {
                        name: cleanName(name),
                        time: untilMs === null ? "" : formats.dateTime(untilMs),
                        reason: cleanName(letIn?.reason ?? ""),
                    })}
                </p>
            ))}
        </InlineNotice>
    );
}

function Disorder({ gate }: Gated) {
    const translator = useI18n();
    const { t, formats } = translator;
    const newest = gate.anomalies.at(-1);
    return (
        <>
            {gate.forked && (
                <InlineNotice tone="warn" role="status" title={t("gate.forked")} testId="gate-forked">
                    {t("gate.forked.why")}
                </InlineNotice>
            )}
            {newest !== undefined && (
                <InlineNotice
                    tone="warn"
                    role="status"
                    code={newest.code}
                    title={t("gate.anomaly", { time: formats.time(newest.atMs) })}
                    testId="gate-notice"
                >
                    {describeCode(newest.code, translator).cause}
                </InlineNotice>
            )}
        </>
    );
}
