import { Button, InlineNotice, Table, Tag } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { nameRole } from "../../labels/nameRole.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";

/** Who gains and who loses access to what. */
export function AccessTable() {
    const { t } = useI18n();
    const { plan } = useStore(useAdmin().manifest);
    if (plan === null || plan.access.length === 0) return null;
    return (
        <div className="stack">
            <h3>{t("admin.plan.access")}</h3>
            <Table
                name={t("admin.plan.access")}
                columns={[
                    { id: "person", title: t("admin.plan.person") },
                    { id: "effect", title: t("admin.plan.effect") },
                    { id: "room", title: t("admin.plan.room") },
                    { id: "label", title: t("admin.plan.label") },
                ]}
                rows={plan.access.map(({ userId, key, title, label, effect }) => ({
                    id: `${userId} ${key} ${effect}`,
                    cells: [
                        <span key="person" className="mono foreign">
                            {userId}
                        </span>,
                        <Tag key="effect" tone={effect === "gains" ? "warn" : "ok"}>
                            {t(`admin.plan.effect.${effect}`)}
                        </Tag>,
                        <span key="room" className="foreign">
                            {cleanName(title)}
                        </span>,
                        label ?? "",
                    ],
                }))}
                rowTestId="access-row"
            />
        </div>
    );
}

/** What waits for others: officers who sign, people who sign in, days that come. */
export function Waiting() {
    const translator = useI18n();
    const { t, formats } = translator;
    const { manifest, place } = useAdmin();
    const { plan, summary } = useStore(manifest);
    if (plan === null || summary === null) return null;
    const { waits, signatures, ladder } = plan;
    const open = summary.openSignatures;
    if (waits.length + signatures.length + ladder.length + open === 0) return null;
    return (
        <InlineNotice tone="info" icon="clock" title={t("admin.plan.waits")} testId="plan-waits">
            <ul>
                {open > 0 && <li>{t("admin.plan.sign.count", { count: open })}</li>}
                {signatures.map(({ kind, title, role }) => (
                    <li key={`${kind} ${title}`} className="foreign">
                        {t("admin.plan.sign", { name: cleanName(title), role: nameRole(role, translator) })}
                    </li>
                ))}
                {waits.map(({ key, reason, users }) => (
                    <li key={`${key} ${reason}`} className="foreign">
                        {t(`admin.plan.wait.${reason}`, { name: key, people: formats.list(users) })}
                    </li>
                ))}
                {ladder.length > 0 && (
                    <li>
                        {t("admin.plan.ladder", { count: ladder.length })}{" "}
                        <Button
                            variant="quiet"
                            size="s"
                            onPress={() => place.setState({ place: "accounts" })}
                            testId="to-ladder"
                        >
                            {t("admin.nav.accounts")}
                        </Button>
                    </li>
                )}
            </ul>
        </InlineNotice>
    );
}
