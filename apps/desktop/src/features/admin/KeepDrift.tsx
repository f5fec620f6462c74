import type { KeptDrift, PlanSnapshot } from "@valise/bridge";
import { Button, Checkbox, Dialog, DiffLines, InlineNotice, type PlanLine } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { ChangedBy } from "./ChangedBy.tsx";
import { RefusalList } from "./OpenManifest.tsx";

type DriftRow = PlanSnapshot["drift"][number];

/** Asks what it takes that a change by hand is meant. The manifest decides that, so nothing is changed here. */
export function KeepDrift({ row }: { readonly row: DriftRow }) {
    const { t } = useI18n();
    const { engine, toasts } = useApp();
    const [kept, setKept] = useState<KeptDrift | null>(null);
    const [isBusy, setBusy] = useState(false);
    const ask = async () => {
        setBusy(true);
        const answer = await engine.commands.keepDrift({ key: row.key, name: row.name });
        setBusy(false);
        if (answer.ok) setKept(answer.value);
        else toasts.showFailure(answer.error);
    };
    // A room that no manifest manages: taking it over comes first.
    if (row.key.startsWith("!")) return <span className="small muted">{t("admin.keep.unmanaged")}</span>;
    return (
        <>
            <Button
                size="s"
                variant="quiet"
                isBusy={isBusy}
                onPress={() => void ask()}
                accessibleName={t("admin.keep.name", { name: `${row.key} ${row.name}` })}
                testId="keep"
            >
                {t("admin.keep")}
            </Button>
            {kept !== null && <KeepDialog row={row} kept={kept} onClose={() => setKept(null)} />}
        </>
    );
}

interface KeepProps {
    readonly row: DriftRow;
    readonly kept: KeptDrift;
    readonly onClose: () => void;
}

function KeepDialog({ row, kept, onClose }: KeepProps) {
    const { t } = useI18n();
    const [isChecked, setChecked] = useState(false);
    const isFree = kept.kind === "edit" && (!kept.isSecurity || isChecked);
    return (
        <Dialog
            title={t("admin.keep.title", { name: cleanName(`${row.key} ${row.name}`) })}
            isOpen
            onClose={onClose}
            closeName={t("common.close")}
            testId="keep-dialog"
            footer={kept.kind === "edit" ? <Take kept={kept} isFree={isFree} onClose={onClose} /> : undefined}
        >
            <div className="stack">
                <ChangedBy row={row} />
                {kept.kind === "edit" && kept.isSecurity && (
                    <>
                        <InlineNotice tone="bad" title={t("admin.keep.security")} testId="keep-security">
                            {t("admin.keep.security.text")}
                        </InlineNotice>
                        <Checkbox
                            text={t("admin.keep.security.check")}
                            isOn={isChecked}
                            onChange={setChecked}
                            testId="keep-check"
                        />
                    </>
                )}
                <What kept={kept} />
            </div>
        </Dialog>
    );
}

/** What would have to stand where, or why nothing can. */
function What({ kept }: { readonly kept: KeptDrift }) {
    const { t } = useI18n();
    switch (kept.kind) {
        case "edit":
            return <Edit kept={kept} />;
        case "by-hand":
            return (
                <>
                    <p>{t("admin.keep.byHand")}</p>
                    <Place file={kept.file} line={kept.line} field={kept.field} />
                    <code className="mono foreign" data-testid="keep-value">
                        {cleanName(kept.value)}
                    </code>
                </>
            );
        case "through":
            return (
                <>
                    <p>{t("admin.keep.through")}</p>
                    <Place file={kept.file} line={kept.line} field={kept.field} />
                </>
            );
        case "refused":
            return (
                <InlineNotice tone="bad" title={t("admin.keep.refused")} testId="keep-refused">
                    <RefusalList refusals={kept.refusals} />
                </InlineNotice>
            );
        case "gone":
            return <InlineNotice tone="ok" title={t("admin.keep.gone")} testId="keep-gone" />;
        case "unsayable":
            return <InlineNotice tone="warn" title={t("admin.keep.unsayable")} testId="keep-unsayable" />;
    }
}

type EditOf = { readonly kept: Extract<KeptDrift, { kind: "edit" }> };

function Edit({ kept: { file, line, field, removed, added, needsSignature } }: EditOf) {
    const { t } = useI18n();
    const lines: readonly PlanLine[] = [
        ...removed.map((text) => ({ tone: "del" as const, text })),
        ...added.map((text) => ({ tone: "add" as const, text })),
    ];
    return (
        <>
            <p>{t("admin.keep.text")}</p>
            <Place file={file} line={line} field={field} />
            <DiffLines lines={lines} testId="keep-lines" />
            <p className="small muted">{t("admin.keep.tried")}</p>
            {needsSignature && <p className="small muted">{t("admin.keep.signature")}</p>}
        </>
    );
}

function Place({ file, line, field }: { readonly file: string; readonly line: number; readonly field: string }) {
    const { t } = useI18n();
    return (
        <p className="foreign" data-testid="keep-place">
            {t("admin.keep.place", { file, line: String(line), field })}
        </p>
    );
}

/** The lines go into the clipboard, or the whole file to where the person says; the manifest's folder is theirs. */
function Take({ kept, isFree, onClose }: EditOf & { readonly isFree: boolean; readonly onClose: () => void }) {
    const { t } = useI18n();
    const { copyText, shell, toasts } = useApp();
    const copy = async () => {
        await copyText({ marking: null, body: kept.added.join("\n") });
        toasts.showText(t("message.copied"));
    };
    const save = async () => {
        const bytes = new TextEncoder().encode(kept.text);
        const name = kept.file.split("/").at(-1) ?? kept.file;
        const mimeType = name.endsWith(".csv") ? "text/csv" : "application/yaml";
        if (await shell.saveFile({ name, mimeType, bytes })) onClose();
    };
    return (
        <>
            <Button onPress={onClose}>{t("common.cancel")}</Button>
            {kept.added.length > 0 && (
                <Button icon="copy" isDisabled={!isFree} onPress={() => void copy()} testId="keep-copy">
                    {t("admin.keep.copy")}
                </Button>
            )}
            <Button variant="primary" icon="file" isDisabled={!isFree} onPress={() => void save()} testId="keep-save">
                {t("admin.keep.save")}
            </Button>
        </>
    );
}
