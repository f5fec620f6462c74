import { Button, Dialog, FilePick, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { nameRole } from "../../labels/nameRole.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AskAnother } from "./AskAnother.tsx";
import type { SignatureRow } from "./createSignaturesViewModel.ts";

/** Signs what an administrator asks for; what would be signed is shown, not only what somebody says of it. */
export function SignaturesDialog() {
    const { t } = useI18n();
    const { deskSignatures } = useApp();
    const view = useStore(deskSignatures);
    return (
        <Dialog
            title={t("desk.sign")}
            isOpen
            isDismissable={!view.isBusy && view.signedText === null}
            onClose={deskSignatures.close}
            closeName={t("common.close")}
            size="l"
            testId="signatures"
            footer={
                <>
                    <Button onPress={deskSignatures.close}>{t("common.close")}</Button>
                    <Button
                        variant="primary"
                        isBusy={view.isBusy}
                        isDisabled={view.signedText === null}
                        onPress={() => void deskSignatures.save()}
                        testId="signatures-save"
                    >
                        {t("desk.sign.save")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <p className="small ink2">{t("desk.sign.what")}</p>
                <div className="row">
                    <FilePick
                        name={t("desk.sign.choose")}
                        isDisabled={view.isBusy}
                        onPick={async ([file]) => {
                            if (file !== undefined)
                                await deskSignatures.choose({ name: file.name, text: await file.text() });
                        }}
                    />
                    <span className="foreign">
                        {view.fileName === null ? t("desk.sign.choose") : cleanName(view.fileName)}
                    </span>
                </div>
                {view.malformedAt !== null && (
                    <InlineNotice
                        tone="bad"
                        role="alert"
                        title={t("desk.sign.malformed", { place: view.malformedAt || "1" })}
                        testId="signatures-malformed"
                    >
                        {t("desk.sign.malformed.next")}
                    </InlineNotice>
                )}
                <FailureNotice failure={view.failure} />
                {view.rows.map((row) => (
                    <Request key={row.id} row={row} isBusy={view.isBusy} isFiled={view.filedIds.includes(row.id)} />
                ))}
            </div>
        </Dialog>
    );
}

interface RequestProps {
    readonly row: SignatureRow;
    readonly isBusy: boolean;
    readonly isFiled: boolean;
}

function Request({ row, isBusy, isFiled }: RequestProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { deskSignatures, agencies } = useApp();
    const { askedBy } = useStore(deskSignatures);
    const { id, kind, role, audience, signedCount, signers, isOpen, summary, payload, begunAtMs, statement, code } =
        row;
    const mayFile = statement !== null && audience.startsWith("!");
    const roles = role.split(" ").map((each) => nameRole(each, translator));
    const counts = { done: formats.number(signedCount), all: formats.number(signers) };
    return (
        <section className="card request" data-testid="signature" data-id={id}>
            <div className="row wrap">
                <b className="foreign">{cleanName(summary)}</b>
                <span className="end">
                    <Button
                        size="s"
                        icon="key"
                        isDisabled={!isOpen || isBusy || payload === null}
                        onPress={() => void deskSignatures.sign(id)}
                        testId="signature-sign"
                    >
                        {isOpen || code !== null ? t("desk.sign.submit") : t("desk.sign.done")}
                    </Button>
                    {mayFile && (
                        <Button
                            size="s"
                            variant="primary"
                            isDisabled={isBusy || isFiled}
                            onPress={() => void deskSignatures.file(id)}
                            testId="signature-file"
                        >
                            {isFiled ? t("desk.sign.filed") : t("desk.sign.file")}
                        </Button>
                    )}
                </span>
            </div>
            <p className="small muted">
                {[nameKind(kind, translator), formats.list(roles), t("desk.sign.count", counts)].join(" · ")}{" "}
                <span className="mono foreign">{audience}</span>
            </p>
            {isOpen && signers > 1 && (
                <p className="small ink2" role="status" data-testid="signature-together">
                    {signedCount === 0 || begunAtMs === null
                        ? t("desk.sign.together")
                        : t("desk.sign.begun", { time: formats.time(begunAtMs) })}
                </p>
            )}
            {code !== null && <FailureNotice failure={{ kind: "refused", code }} />}
            {!isOpen && code === null && signers > 1 && askedBy !== null && (
                <p className="small ink2" role="status" data-testid="signature-returned">
                    {t("asks.returned", { name: agencies.person(askedBy, askedBy).displayName })}
                </p>
            )}
            {isOpen && signedCount > 0 && audience.startsWith("!") && <AskAnother row={row} />}
            <Payload text={payload} isOpen={askedBy !== null} />
        </section>
    );
}

/** As the engine refuses it (`signRequest`). */
const unshown = { kind: "refused", code: "DESK_UNSHOWN" } as const;

function Payload({ text, isOpen }: { readonly text: string | null; readonly isOpen: boolean }) {
    const { t } = useI18n();
    if (text === null) return <FailureNotice failure={unshown} />;
    return (
        <details open={isOpen}>
            <summary>{t("desk.sign.payload")}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre className="small payload" tabIndex={0}>
                {text}
            </pre>
        </details>
    );
}

const kinds = ["charter", "admission", "break-glass", "template", "directory"] as const;

/** What is signed, in words; a kind that no administrator asks for today is named as the file does. */
function nameKind(kind: string, { t }: Translator): string {
    const known = kinds.find((each) => each === kind);
    return known === undefined ? kind : t(`desk.sign.kind.${known}`);
}
