import { Table, TimelineSkeleton } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { freshnessOf } from "./trustFreshness.ts";
import { useTrust } from "./useTrust.ts";

/** The lists of revoked and suspended clearances that decisions are made by, and how old each is. */
export function ListsPage() {
    const { t, formats } = useI18n();
    const { clock } = useApp();
    const { trust, failure } = useTrust();
    const nowMs = clock.nowMs();
    const lists = (trust?.agencies ?? []).flatMap(({ name, lists }) => lists.map((list) => ({ ...list, name })));
    return (
        <section className="card">
            <div className="card-head">
                <h3>{t("trust.lists")}</h3>
            </div>
            <p className="card-blank small muted">{t("trust.lists.what")}</p>
            <FailureNotice failure={failure} />
            {trust === null && failure === null && <TimelineSkeleton name={t("clearance.trust.checking")} />}
            {lists.length > 0 && (
                <Table
                    name={t("trust.lists")}
                    rowTestId="trust-list"
                    columns={[
                        { id: "agency", title: t("trust.col.agency") },
                        { id: "seq", title: t("trust.col.number") },
                        { id: "state", title: t("desk.col.status") },
                        { id: "until", title: t("trust.col.goodUntil") },
                    ]}
                    rows={lists.map((list) => {
                        const { tone, text } = freshnessOf(list, nowMs, { t, formats });
                        return {
                            id: list.uri,
                            cells: [
                                <div key="agency">
                                    <b>{list.name}</b>
                                    <div className="small muted foreign">{list.uri}</div>
                                </div>,
                                list.seq === null ? "" : formats.number(list.seq),
                                <span key="state" className={tone}>
                                    {text}
                                </span>,
                                list.expiresAtMs === null ? "" : formats.dateTime(list.expiresAtMs),
                            ],
                        };
                    })}
                />
            )}
        </section>
    );
}
