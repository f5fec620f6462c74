import { FirstRunLayout, SegmentedControl, type StepSnapshot, Steps } from "@valise/ui";
import { type ReactNode, useEffect, useRef } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { languageNames, languages } from "../../i18n/language.ts";

export type FirstRunStep = "agency" | "signIn" | "recovery" | "device";
const order: readonly FirstRunStep[] = ["agency", "signIn", "recovery", "device"];

export interface FirstRunFrameProps {
    /** Absent on screens that are no step of signing in. */
    readonly step?: FirstRunStep;
    readonly title: string;
    readonly lead?: string | undefined;
    readonly children: ReactNode;
}

/** Every screen before the rooms: steps and language at the left, one task at the right. */
export function FirstRunFrame({ step, title, lead, children }: FirstRunFrameProps) {
    const { t } = useI18n();
    useTitleFocus(title);
    return (
        <FirstRunLayout
            productName={t("app.name")}
            title={title}
            lead={lead}
            steps={step === undefined ? null : <FirstRunSteps step={step} />}
            foot={<FirstRunFoot />}
        >
            {children}
        </FirstRunLayout>
    );
}

function FirstRunSteps({ step }: { readonly step: FirstRunStep }) {
    const { t } = useI18n();
    const at = order.indexOf(step);
    const steps = order.map((id, index): StepSnapshot => {
        const state = index < at ? "done" : index === at ? "current" : "ahead";
        return { id, title: t(`step.${id}`), detail: t(`step.${id}.detail`), state };
    });
    return <Steps name={t("steps.name")} steps={steps} doneWord={t("steps.done")} />;
}

function FirstRunFoot() {
    const { t, language } = useI18n();
    const { boot, setLanguage } = useApp();
    return (
        <>
            <SegmentedControl
                name={t("language.name")}
                value={language}
                onChange={setLanguage}
                options={languages.map((value) => ({ value, text: languageNames[value], lang: value }))}
                testId="language"
            />
            <p className="small muted">
                {boot.serviceDesk === null ? t("desk.unnamed") : t("desk.named", { desk: boot.serviceDesk })}
            </p>
        </>
    );
}

/** A new screen is announced by its title; where it has no field that takes the focus, the page's start does. */
function useTitleFocus(title: string): void {
    const before = useRef<string>(undefined);
    useEffect(() => {
        if (before.current === title) return;
        before.current = title;
        document.title = `${title} · Valise`;
        const active = document.activeElement;
        if (active !== null && active !== document.body) return;
        const heading = document.querySelector("h1");
        heading?.setAttribute("tabindex", "-1");
        heading?.focus();
    }, [title]);
}
