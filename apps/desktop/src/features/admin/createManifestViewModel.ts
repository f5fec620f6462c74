import { err, ok, type Result } from "@valise/base";
import type {
    AppliedManifest,
    Engine,
    EngineFailure,
    ManifestRefusalSnapshot,
    ManifestSummary,
    PlanSnapshot,
    Shell,
    SimulatedRoomSnapshot,
    UserId,
} from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import { type ManifestNodeId, WHOLE } from "./manifestTree.ts";

export interface ChosenFile {
    readonly path: string;
    readonly file: Blob;
}
export const planFilters = ["all", "create", "change", "replace", "destroy"] as const;
export type PlanFilter = (typeof planFilters)[number];

interface Fields {
    /** Files one of which is the first; null: there is no choice to make. */
    readonly choices: readonly string[] | null;
    readonly summary: ManifestSummary | null;
    readonly refusals: readonly ManifestRefusalSnapshot[];
    readonly plan: PlanSnapshot | null;
    readonly filter: PlanFilter;
    /** The place of the manifest whose changes are shown. */
    readonly node: ManifestNodeId;
    /** Keys that may be destroyed: said one by one. */
    readonly allow: readonly string[];
    /** Keys to which the next apply is limited; none: all of it. */
    readonly chosen: readonly string[];
    /** What the last question before applying is about: the plan, limited to these keys. */
    readonly asked: { readonly targets: readonly string[]; readonly plan: PlanSnapshot } | null;
    /** How the last apply ended. */
    readonly outcome: Exclude<AppliedManifest, { kind: "refused" }> | null;
    readonly simulated: { readonly userId: string; readonly rooms: readonly SimulatedRoomSnapshot[] } | null;
}
export type ManifestView = Fields & FormState;

export interface ManifestViewModel extends ReadStore<ManifestView> {
    open(files: readonly ChosenFile[]): Promise<void>;
    openFrom(main: string): Promise<void>;
    plan(): Promise<void>;
    show(filter: PlanFilter): void;
    narrow(node: ManifestNodeId): void;
    allowOne(key: string, isAllowed: boolean): Promise<void>;
    choose(key: string, isChosen: boolean): void;
    /** These and no others. */
    chooseOnly(keys: readonly string[]): void;
    chooseNone(): void;
    /** Of what was chosen, or of these keys alone. */
    ask(targets?: readonly string[]): Promise<void>;
    dismiss(): void;
    apply(breakLock: boolean): Promise<void>;
    stop(): Promise<void>;
    saveSignatures(): Promise<void>;
    saveLetters(): Promise<void>;
    simulate(userId: string): Promise<void>;
}

/** What a manifest may be made of; a folder holds other things besides. */
const isPart = ({ path }: ChosenFile): boolean => /\.(ya?ml|csv|json)$/i.test(path);
const MOST_FILES = 500;
const empty: Fields = {
    ...{ choices: null, summary: null, refusals: [], plan: null, filter: "all", node: WHOLE },
    ...{ allow: [], chosen: [] },
    ...{ asked: null, outcome: null, simulated: null },
};

type Form = ReturnType<typeof createForm<Fields>>;
interface Parts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly i18n: I18n;
}

/** The manifest that is open, its plan, and how applying it goes. The page reads none of its files: the engine does. */
export function createManifestViewModel(parts: Parts): ManifestViewModel {
    const { engine } = parts;
    const form = createForm<Fields>(empty);
    let files: readonly ChosenFile[] = [];
    const openAs = (main: string | null) =>
        form.run(async () => {
            const opened = await engine.commands.openManifest({ files: [...files], main });
            if (!opened.ok) return opened;
            form.change(empty);
            if (opened.value.kind === "choose") form.keep({ choices: opened.value.files });
            else if (opened.value.kind === "refused") form.keep({ refusals: opened.value.refusals });
            else {
                form.keep({ summary: opened.value.summary });
                return readPlan(engine, form);
            }
            return ok();
        });
    // A lock that is broken after all goes on with what was asked for.
    let targets: readonly string[] = [];
    const plan = async () => void (await form.run(() => readPlan(engine, form)));
    const letters = createLetters(parts, form);
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        async open(chosen) {
            files = chosen.filter(isPart).slice(0, MOST_FILES);
            await openAs(null);
        },
        openFrom: async (main) => void (await openAs(main)),
        async plan() {
            form.change({ outcome: null, chosen: [] });
            await plan();
        },
        show: (filter) => form.keep({ filter }),
        narrow: (node) => form.keep({ node }),
        async allowOne(key, isAllowed) {
            const others = form.getState().allow.filter((each) => each !== key);
            form.keep({ allow: isAllowed ? [...others, key] : others });
            await plan();
        },
        choose(key, isChosen) {
            const others = form.getState().chosen.filter((each) => each !== key);
            form.keep({ chosen: isChosen ? [...others, key] : others });
        },
        chooseOnly: (chosen) => form.keep({ chosen }),
        chooseNone: () => form.keep({ chosen: [] }),
        async ask(only) {
            const { chosen, allow, plan: whole } = form.getState();
            // What was allowed to be destroyed was chosen by that.
            targets = only ?? (chosen.length === 0 ? [] : [...chosen, ...allow]);
            if (whole === null) return;
            if (targets.length === 0) form.change({ asked: { targets, plan: whole } });
            else await form.run(() => askAbout(engine, form, targets));
        },
        dismiss: () => form.change({ asked: null }),
        apply: async (breakLock) => void (await form.run(() => applyOnce(engine, form, { targets, breakLock }))),
        stop: async () => void (await engine.commands.stopApply({})),
        saveSignatures: () => saveSignatures(parts, form),
        saveLetters: letters,
        async simulate(userId) {
            await form.run(async () => {
                const rooms = await engine.commands.simulatePerson({ userId: userId as UserId });
                if (!rooms.ok) return rooms;
                form.keep({ simulated: { userId, rooms: rooms.value } });
                return ok();
            });
        },
    };
}

async function readPlan({ commands }: Engine, form: Form): Promise<Result<void, EngineFailure>> {
    const planned = await commands.planManifest({ allowDestroy: [...form.getState().allow], targets: [] });
    if (!planned.ok) return planned;
    if (planned.value.kind === "refused") form.keep({ refusals: planned.value.refusals, plan: null });
    else form.keep({ plan: planned.value.plan, refusals: [] });
    return ok();
}

/** What a part of the plan would do by itself: asked of the engine, and not guessed from the whole. */
async function askAbout(
    { commands }: Engine,
    form: Form,
    targets: readonly string[],
): Promise<Result<void, EngineFailure>> {
    const planned = await commands.planManifest({ allowDestroy: [...form.getState().allow], targets: [...targets] });
    if (!planned.ok) return planned;
    if (planned.value.kind === "refused") form.keep({ refusals: planned.value.refusals, plan: null });
    else form.keep({ asked: { targets, plan: planned.value.plan } });
    return ok();
}

async function applyOnce(
    engine: Engine,
    form: Form,
    { targets, breakLock }: { readonly targets: readonly string[]; readonly breakLock: boolean },
): Promise<Result<void, EngineFailure>> {
    form.keep({ asked: null, outcome: null });
    const allowDestroy = [...form.getState().allow];
    const applied = await engine.commands.applyManifest({ allowDestroy, targets: [...targets], breakLock });
    if (!applied.ok) return applied;
    const outcome = applied.value;
    if (outcome.kind === "refused") {
        form.keep({ refusals: outcome.refusals, plan: null });
        return ok();
    }
    form.keep({ outcome });
    if (outcome.kind !== "done") return outcome.kind === "locked" ? ok() : readPlan(engine, form);
    const { summary } = form.getState();
    const { openSignatures, left } = outcome;
    form.keep({ plan: left, allow: [], chosen: [], summary: summary === null ? null : { ...summary, openSignatures } });
    return ok();
}

async function saveSignatures({ shell }: Parts, form: Form): Promise<void> {
    const { outcome } = form.getState();
    if (outcome?.kind !== "done" || outcome.signatures === null) return;
    const bytes = new TextEncoder().encode(outcome.signatures);
    await shell.saveFile({ name: "signatures.json", mimeType: "application/json", bytes });
}

/** First passwords leave the engine once: what was not saved is kept here until it is. */
function createLetters({ engine, shell, i18n }: Parts, form: Form): () => Promise<void> {
    let text = "";
    return async () => {
        const { language } = i18n.getState();
        if (!(await shell.confirmSensitive({ action: "export", language }))) return;
        await form.run(async () => {
            const taken = await engine.commands.takeLetters({});
            if (!taken.ok) return taken;
            text += taken.value.text;
            const bytes = new TextEncoder().encode(text);
            const isSaved = await shell.saveFile({ name: "first-passwords.txt", mimeType: "text/plain", bytes });
            if (!isSaved) return err({ kind: "cancelled" });
            text = "";
            const { outcome } = form.getState();
            if (outcome?.kind === "done") form.keep({ outcome: { ...outcome, letters: 0 } });
            return ok();
        });
    };
}
