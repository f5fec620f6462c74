import type { DeskRequestSnapshot } from "@valise/bridge";
import { Badge, Button, LabelBadge, Table } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { nameRole } from "../../labels/nameRole.ts";
import { toLabel } from "../../labels/toLabel.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect } from "../../stores/useStore.ts";
import { PersonCell } from "./PersonCell.tsx";

/** Who waits for a decision, and what for. */
export function RequestTable({ requests }: { readonly requests: readonly DeskRequestSnapshot[] }) {
    const { t, formats } = useI18n();
    const { deskForm, deskSignatures, clock } = useApp();
    const chosen = useSelect(deskForm, (view) => view.draft?.requestId ?? null);
    const nowMs = clock.nowMs();
    return (
        <section className="card">
            <div className="card-head">
                <h3>{t("desk.requests")}</h3>
                <Badge count={requests.length} name={t("desk.requestCount", { count: requests.length })} />
                <span className="end">
                    <Button size="s" onPress={deskSignatures.show} testId="desk-sign">
                        {t("desk.sign.open")}
                    </Button>
                </span>
            </div>
            {requests.length === 0 ? (
                <p className="card-blank muted">{t("desk.requests.none")}</p>
            ) : (
                <Table
                    name={t("desk.requests")}
                    rowTestId="desk-request"
                    columns={[
                        { id: "person", title: t("desk.col.person") },
                        { id: "asks", title: t("desk.col.asks") },
                        { id: "reason", title: t("desk.col.reason") },
                        { id: "since", title: t("desk.col.since") },
                        { id: "act", title: t("desk.col.act"), isTitleHidden: true },
                    ]}
                    rows={requests.map((request) => ({
                        id: request.id,
                        isSelected: request.id === chosen,
                        cells: [
                            <PersonCell key="person" userId={request.userId} />,
                            <Asked key="asks" request={request} />,
                            <span key="reason" className="small ink2 foreign desk-reason">
                                {cleanName(request.note)}
                            </span>,
                            formats.duration(nowMs - request.atMs),
                            <Button key="act" size="s" onPress={() => deskForm.decide(request)} testId="desk-decide">
                                {t("desk.decide")}
                            </Button>,
                        ],
                    }))}
                />
            )}
        </section>
    );
}

function Asked({ request }: { readonly request: DeskRequestSnapshot }) {
    const translator = useI18n();
    return (
        <span className="row wrap">
            {request.marking === null ? request.want : <LabelBadge label={toLabel(request.marking)} />}
            {request.roles.map((role) => (
                <span key={role} className="small muted">
                    {nameRole(role, translator)}
                </span>
            ))}
        </span>
    );
}
