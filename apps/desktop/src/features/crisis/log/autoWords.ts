import type { LogEntrySnapshot } from "@valise/bridge";
import type { Translator } from "../../../i18n/createI18n.ts";
import { cleanName } from "../../../people/createAgencyDirectory.ts";

type Auto = NonNullable<LogEntrySnapshot["auto"]>;

const codes = [
    "phase-changed",
    "room-opened",
    "broadcast-sent",
    "broadcast-cancelled",
    "roll-call-opened",
    "roll-call-closed",
    "step-done",
    "gateway-called",
    "plan-held",
    "plan-resumed",
    "watch-changed",
    "link-silent",
    "link-heard",
] as const;

const phases = ["alert", "response", "recovery", "closed"] as const;
const steps = ["alarm", "deputies", "second-cell", "list", "gateway", "decide"] as const;
const ends = ["done", "failed", "timed-out", "not-started"] as const;
const origins = ["standby", "cold"] as const;

/** Every fact that a sentence may name. */
const nothing = {
    ...{ agency: "", do: "", from: "", to: "", people: "", phase: "", precedence: "" },
    ...{ reads: "", refused: "", role: "", state: "", step: "", waiting: "", waits: "" },
};

/** What happened, in a sentence; of a code that a later version writes, the code itself. */
export function autoTitle({ code, facts }: Auto, translator: Translator, names: (urnOrId: string) => string): string {
    const { t } = translator;
    const known = codes.find((each) => each === code);
    if (known === undefined) return cleanName(code);
    const said = Object.entries(facts).map(([name, value]) => [name, wordOf(name, value, translator, names)]);
    // A watch that nobody had, or has now, is nobody's.
    const nobody = { from: t("log.auto.nobody"), to: t("log.auto.nobody") };
    return t(`log.auto.${known}`, { ...nothing, ...nobody, ...Object.fromEntries(said) });
}

function wordOf(
    name: string,
    value: string | number,
    { t, formats }: Translator,
    names: (urnOrId: string) => string,
): string {
    if (typeof value === "number") return formats.number(value);
    const phase = phases.find((each) => each === value);
    if ((name === "phase" || name === "from") && phase !== undefined) return t(`crisis.phase.${phase}`);
    const step = steps.find((each) => each === value);
    if (name === "do" && step !== undefined) return t(`log.auto.do.${step}`);
    const end = ends.find((each) => each === value);
    if (name === "state" && end !== undefined) return t(`log.auto.end.${end}`);
    const origin = origins.find((each) => each === value);
    if (name === "from" && origin !== undefined) return t(`log.auto.from.${origin}`);
    return name === "agency" || name === "from" || name === "to" ? names(value) : cleanName(value);
}
