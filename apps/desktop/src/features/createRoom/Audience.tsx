import { CoverageBar, MarkingBanner, ReaderRow, type ReaderRowSnapshot } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import type { AgencyDirectory } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { decideAudience, type Outlook } from "./decideAudience.ts";
import type { RoomLabelPlan } from "./planRoomLabel.ts";

export interface AudienceProps {
    readonly plan: RoomLabelPlan;
    /** Configured ids of the agencies that may be in the room. */
    readonly agencies: readonly string[];
}

/** The dry run: who will read at once, after showing a clearance, and not at all, with the cause. */
export function Audience({ plan, agencies }: AudienceProps) {
    const translator = useI18n();
    const { t } = translator;
    const { createRoom, boot, session, agencies: directory } = useApp();
    const { chosen } = useStore(createRoom.people);
    const me = useSelect(session, (snapshot) => snapshot?.userId ?? null);
    const myName = useSelect(session, (snapshot) => snapshot?.displayName ?? "");
    const names = new Map(chosen.map(({ person }) => [person.userId, person.displayName]));
    const serverNames = new Set(boot.agencies.filter(({ id }) => agencies.includes(id)).map((one) => one.serverName));
    const invited = chosen.map(({ person }) => person.userId);
    const outlooks = decideAudience({ me, readsMe: plan.readsMe, invited, serverNames });
    const of = (...kinds: readonly Outlook["kind"][]) => outlooks.filter(({ kind }) => kinds.includes(kind));
    const [reads, waits, refused] = [of("reads"), of("show"), of("agency", "not-cleared")];
    const rows = (part: readonly Outlook[]) =>
        part.map((outlook) => (
            <ReaderRow
                key={outlook.userId}
                reader={toRow(outlook, names.get(outlook.userId) ?? myName, plan, directory, translator)}
                you={outlook.userId === me ? t("common.you") : undefined}
            />
        ));
    return (
        <div className="stack" data-testid="audience" aria-live="polite">
            <MarkingBanner label={toLabel(plan.marking)} name={t("marking.banner")} />
            <h3>{t("newRoom.audience")}</h3>
            <CoverageBar
                reads={reads.length}
                waits={waits.length}
                refused={refused.length}
                words={{
                    reads: t("newRoom.reads", { count: reads.length }),
                    waits: t("newRoom.waits", { count: waits.length }),
                    refused: t("newRoom.refused", { count: refused.length }),
                }}
            />
            {refused.length > 0 && (
                <section>
                    <h4 className="section-title">{t("newRoom.willNot")}</h4>
                    <ul>{rows(refused)}</ul>
                </section>
            )}
            {waits.length > 0 && (
                <section>
                    <h4 className="section-title">{t("newRoom.whenShown")}</h4>
                    <ul>{rows(waits)}</ul>
                </section>
            )}
            <p className="small muted">{t("newRoom.note")}</p>
        </div>
    );
}

function toRow(
    { userId, kind }: Outlook,
    name: string,
    plan: RoomLabelPlan,
    directory: AgencyDirectory,
    translator: Translator,
): ReaderRowSnapshot {
    const { t } = translator;
    const person = directory.person(userId, name);
    if (kind === "reads") return { person, state: "reads", headline: t("reader.reads") };
    if (kind === "show") {
        return { person, state: "waits", headline: t("newRoom.mustShow", { text: plan.marking.text }) };
    }
    const code = kind === "agency" ? "ADM_AGENCY" : "ATT_INSUFFICIENT";
    return { person, state: "refused", headline: describeCode(code, translator).cause, code };
}
