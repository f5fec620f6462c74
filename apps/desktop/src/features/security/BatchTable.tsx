import { Button, Icon, Table } from "@valise/ui";
import { useState } from "react";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { type BatchRow, orderBatch } from "./decideBatch.ts";
import { PersonCell } from "./PersonCell.tsx";

/** As many as a look takes in; refused rows stand first. */
const shownAtFirst = 100;

export interface BatchTableProps {
    readonly rows: readonly BatchRow[];
    /** Whether the outcomes are what was done, or what would be. */
    readonly isDone: boolean;
}

/** Every row of the file with its outcome: a refusal with cause, code and next action. */
export function BatchTable({ rows, isDone }: BatchTableProps) {
    const { t, formats } = useI18n();
    const [isAll, setAll] = useState(false);
    const ordered = orderBatch(rows);
    const shown = isAll ? ordered : ordered.slice(0, shownAtFirst);
    return (
        <>
            <Table
                name={t("desk.batch")}
                rowTestId="batch-row"
                columns={[
                    { id: "person", title: t("desk.col.person") },
                    { id: "line", title: t("desk.batch.col.line") },
                    { id: "asks", title: t("desk.batch.col.clearance") },
                    { id: "ends", title: t("desk.col.ends") },
                    { id: "outcome", title: t("desk.batch.col.outcome") },
                ]}
                rows={shown.map((row) => ({
                    id: row.wish.userId,
                    cells: [
                        <PersonCell key="person" userId={row.wish.userId} />,
                        formats.number(row.wish.line),
                        <span key="asks" className="small ink2 foreign">
                            {[row.wish.want, ...row.wish.roles].join(" ")}
                        </span>,
                        row.outcome?.expiresAtMs == null ? "" : formats.mediumDate(row.outcome.expiresAtMs),
                        <Outcome key="outcome" row={row} isDone={isDone} />,
                    ],
                }))}
            />
            {shown.length < ordered.length && (
                <Button size="s" variant="link" onPress={() => setAll(true)}>
                    {t("readers.more", { count: ordered.length - shown.length })}
                </Button>
            )}
        </>
    );
}

function Outcome({ row: { outcome }, isDone }: { readonly row: BatchRow; readonly isDone: boolean }) {
    const translator = useI18n();
    const { t } = translator;
    if (outcome === null) return null;
    if (outcome.code !== null) {
        const { cause, next } = describeCode(outcome.code, translator);
        return (
            <div className="desk-outcome" data-testid="batch-refused" data-code={outcome.code}>
                <span className="state is-bad">
                    <Icon name="stop" size="s" />
                    {cause}
                </span>
                <div className="small ink2">
                    {next} <span className="mono">{outcome.code}</span>
                </div>
            </div>
        );
    }
    const count = outcome.deviceIds.length;
    const issued = count === 0 ? t("desk.batch.row.noDevice") : t("desk.batch.row.issued", { count });
    return (
        <>
            <span className="state is-ok">
                <Icon name="check" size="s" />
                {isDone ? issued : t("desk.batch.row.ready")}
            </span>
            {outcome.identity === "not-checked" && <div className="small is-warn">{t("desk.notChecked")}</div>}
        </>
    );
}
