import { Button, Table } from "@valise/ui";
import { useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { describeClaims } from "../../labels/describeClaims.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import type { RegisterRow } from "./createRegisterViewModel.ts";
import { PersonCell } from "./PersonCell.tsx";

/** The audit log: every act that the officer's register records, newest first. */
export function RegisterTable({ entryCount }: { readonly entryCount: number }) {
    const { t, formats } = useI18n();
    const { deskRegister, deskForm } = useApp();
    const { rows, more, isBusy, failure } = useStore(deskRegister);
    // biome-ignore lint/correctness/useExhaustiveDependencies: a new entry is the reason to read again
    useEffect(() => void deskRegister.load(), [deskRegister, entryCount]);
    return (
        <section className="card">
            <div className="card-head">
                <h3>{t("desk.nav.log")}</h3>
                <span className="end">
                    <Button size="s" onPress={() => void deskForm.exportRegister()} testId="desk-export">
                        {t("desk.export")}
                    </Button>
                </span>
            </div>
            <p className="card-blank small muted">{t("desk.log.what")}</p>
            <FailureNotice failure={failure} />
            {rows.length === 0 && !isBusy ? (
                <p className="card-blank muted">{t("desk.log.none")}</p>
            ) : (
                <Table
                    name={t("desk.nav.log")}
                    rowTestId="register-row"
                    columns={[
                        { id: "when", title: t("desk.log.when") },
                        { id: "act", title: t("desk.log.act") },
                        { id: "person", title: t("desk.col.person") },
                        { id: "detail", title: t("desk.log.detail") },
                        { id: "by", title: t("desk.log.by") },
                    ]}
                    rows={rows.map((row) => ({
                        id: String(row.seq),
                        cells: [
                            `${formats.number(row.seq)} · ${formats.dateTime(row.atMs)}`,
                            t(`desk.log.kind.${row.kind}`),
                            row.userId === null ? "" : <PersonCell key="person" userId={row.userId} />,
                            <Detail key="detail" row={row} />,
                            <span key="by" className="foreign">
                                {cleanName(row.by)}
                            </span>,
                        ],
                    }))}
                />
            )}
            {more && (
                <div className="card-blank">
                    <Button size="s" variant="link" isBusy={isBusy} onPress={() => void deskRegister.loadOlder()}>
                        {t("desk.log.older")}
                    </Button>
                </div>
            )}
        </section>
    );
}

function Detail({ row: { kind, detail } }: { readonly row: RegisterRow }) {
    const translator = useI18n();
    const text = kind === "issued" ? describeClaims(detail.split(" "), translator) : cleanName(detail);
    return <span className="small ink2 foreign">{text}</span>;
}
