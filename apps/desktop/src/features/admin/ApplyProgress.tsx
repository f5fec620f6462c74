import { Button, InlineNotice } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";
import { LockedNotice } from "./LockedNotice.tsx";

/** How far an apply is, how long it may take, and the way to stop it. */
export function ApplyProgress() {
    const { t, formats } = useI18n();
    const { manifest, progress } = useAdmin();
    const state = useStore(progress);
    if (state === null || state.state === "idle") return null;
    const { done, total, remainingMs } = state;
    const seconds = formats.number(Math.ceil(remainingMs / 1000));
    const numbers = { done: formats.number(done), total: formats.number(total), seconds };
    const isStopping = state.state === "stopping";
    const title = total === 0 ? t("admin.apply.begins") : t("admin.apply.progress", numbers);
    return (
        <InlineNotice
            tone="info"
            icon="clock"
            role="status"
            title={isStopping ? t("admin.apply.stopping") : title}
            testId="apply-progress"
            action={
                <Button
                    size="s"
                    icon="stop"
                    isDisabled={isStopping}
                    onPress={() => void manifest.stop()}
                    testId="apply-stop"
                >
                    {t("admin.apply.stop")}
                </Button>
            }
        >
            <progress className="apply-bar" max={Math.max(total, 1)} value={done} aria-label={title} />
        </InlineNotice>
    );
}

/** How the last apply ended, and what it leaves to others. */
export function ApplyOutcome() {
    const { t, formats } = useI18n();
    const { manifest } = useAdmin();
    const { outcome, isBusy } = useStore(manifest);
    if (outcome === null) return null;
    switch (outcome.kind) {
        case "locked":
            return <LockedNotice holder={outcome} isBusy={isBusy} onBreak={() => void manifest.apply(true)} />;
        case "stopped":
            return <InlineNotice tone="warn" role="status" title={t("admin.apply.stopped")} testId="apply-stopped" />;
        case "not-taken":
            return (
                <InlineNotice
                    tone="bad"
                    role="alert"
                    title={t("admin.apply.notTaken", { keys: formats.list(outcome.keys) })}
                    testId="apply-not-taken"
                >
                    {t("admin.apply.notTaken.next")}
                </InlineNotice>
            );
        case "done":
            return <Done outcome={outcome} />;
    }
}

type Outcome = Extract<
    NonNullable<ReturnType<ReturnType<typeof useAdmin>["manifest"]["getState"]>["outcome"]>,
    { kind: "done" }
>;

function Done({ outcome }: { readonly outcome: Outcome }) {
    const { t, formats } = useI18n();
    const { manifest } = useAdmin();
    const { steps, troubles, signatures, openSignatures, letters } = outcome;
    return (
        <InlineNotice
            tone={troubles.length > 0 ? "warn" : "ok"}
            role="status"
            title={t("admin.apply.done", { count: steps })}
            testId="apply-done"
            action={
                <span className="row wrap">
                    {signatures !== null && (
                        <Button size="s" onPress={() => void manifest.saveSignatures()} testId="save-signatures">
                            {t("admin.apply.signatures", { count: openSignatures })}
                        </Button>
                    )}
                    {letters > 0 && (
                        <Button size="s" icon="key" onPress={() => void manifest.saveLetters()} testId="save-letters">
                            {t("admin.apply.letters", { count: letters })}
                        </Button>
                    )}
                </span>
            }
        >
            {troubles.length > 0 && t("admin.apply.troubles", { keys: formats.list(troubles) })}
        </InlineNotice>
    );
}
