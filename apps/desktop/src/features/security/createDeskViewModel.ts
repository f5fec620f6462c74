import { type Clock, err } from "@valise/base";
import type {
    DeskHolderSnapshot,
    DeskRequestSnapshot,
    DeskSnapshot,
    Engine,
    EngineFailure,
    EngineOutput,
    Shell,
    UserId,
} from "@valise/bridge";
import { markedFileName } from "@valise/labels";
import type { I18n } from "../../i18n/createI18n.ts";
import type { AgencyDirectory } from "../../people/createAgencyDirectory.ts";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Toasts } from "../toasts/createToasts.ts";
import { type DeskPlace, draftFor, type HolderFilter, type IssueDraft, wantOf } from "./decideDesk.ts";

export type Standing = "revoked" | "suspended" | "reinstated";
type Outcome = EngineOutput<"issueClearance">;

export interface DeskView extends FormState {
    readonly place: DeskPlace;
    readonly filter: HolderFilter;
    readonly query: string;
    /** The person in the panel. */
    readonly draft: IssueDraft | null;
    /** What issuing the draft as it stands would change; null while it is not known. */
    readonly preview: Outcome | null;
    /** Why it could not be issued as it stands. */
    readonly previewFailure: EngineFailure | null;
    readonly standing: { readonly userId: string; readonly act: Standing; readonly reason: string } | null;
}

export interface DeskKey {
    readonly keyFile: string;
    readonly delegation: string;
    readonly register: string | null;
    readonly passphrase: string;
    /** Where the passphrase, or what replaces it, is kept from now on. */
    readonly keptBy: "passphrase" | "keystore";
}

export interface DeskViewModel extends ReadStore<DeskView>, Disposable {
    show(view: Partial<Pick<DeskView, "place" | "filter" | "query">>): void;
    open(key: DeskKey): Promise<void>;
    /** `passphrase` is null where the keystore opens the key. */
    unlock(passphrase: string | null): Promise<void>;
    lock(): Promise<void>;
    /** Opens the panel for a request or a holder. */
    decide(of: DeskRequestSnapshot | DeskHolderSnapshot): void;
    /** Opens the panel for someone who has not asked. */
    decideNew(userId: string): void;
    change(values: Partial<Omit<IssueDraft, "userId" | "requestId">>): void;
    closePanel(): void;
    issue(): Promise<void>;
    decline(): Promise<void>;
    askStanding(standing: DeskView["standing"]): void;
    confirmStanding(): Promise<void>;
    exportRegister(): Promise<void>;
    /** Asks the servers now whether the identity of a holder changed. */
    compareIdentities(): Promise<void>;
}

export interface DeskParts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly clock: Clock;
    readonly i18n: I18n;
    readonly toasts: Toasts;
    readonly agencies: AgencyDirectory;
    readonly desk: ReadStore<DeskSnapshot | null>;
    readonly handDeskKey: (keyPort: MessagePort) => void;
}

const typingPauseMs = 300;
const empty: Omit<DeskView, keyof FormState> = {
    ...{ place: "all", filter: "all", query: "", draft: null, preview: null, previewFailure: null, standing: null },
};

/** A security officer's desk: what is decided, what that would change, and doing it. Everything is signed in the engine. */
export function createDeskViewModel(parts: DeskParts): DeskViewModel {
    const { engine, desk, toasts } = parts;
    const form = createForm<Omit<DeskView, keyof FormState>>(empty);
    const trial = createTrial(parts, form);
    const limits = () => desk.getState()?.limits ?? null;
    const setDraft = (draft: IssueDraft | null) => {
        form.change({ draft, preview: null, previewFailure: null });
        trial.soon();
    };
    const closePanel = () => setDraft(null);
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        show: (view) => form.keep(view),
        async open(key) {
            await form.run(async () => {
                if (key.keptBy === "keystore" && !(await handKey(parts))) return noKey;
                return engine.commands.openDesk(key);
            });
        },
        async unlock(passphrase) {
            await form.run(async () => {
                if (passphrase === null && !(await handKey(parts))) return noKey;
                return engine.commands.unlockDesk({ passphrase });
            });
        },
        async lock() {
            closePanel();
            await form.run(() => engine.commands.lockDesk({}));
        },
        decide(of) {
            const known = limits();
            if (known !== null) setDraft(draftFor(of, known));
        },
        decideNew(userId) {
            const known = limits();
            if (known === null) return;
            const none = { level: null, values: [], roles: [], identityCode: "", requestId: null };
            setDraft({ ...none, userId, days: Math.min(90, known.maxDays) });
        },
        change(values) {
            const { draft } = form.getState();
            if (draft !== null) setDraft({ ...draft, ...values });
        },
        closePanel,
        issue: () => issueDraft(parts, form, closePanel),
        async decline() {
            const id = form.getState().draft?.requestId ?? null;
            if (id === null) return;
            const result = await form.run(() => engine.commands.declineRequest({ id }));
            if (result.ok) closePanel();
        },
        askStanding: (standing) => form.change({ standing }),
        async confirmStanding() {
            const { standing } = form.getState();
            if (standing === null) return;
            const input = { ...standing, userId: standing.userId as UserId, reason: standing.reason.slice(0, 1000) };
            const result = await form.run(() => engine.commands.changeStanding(input));
            if (result.ok) form.change({ standing: null });
        },
        async exportRegister() {
            const result = await engine.commands.readRegister({});
            if (!result.ok) return toasts.showFailure(result.error);
            await saveRegister(parts, result.value.text);
        },
        async compareIdentities() {
            const result = await form.run(() => engine.commands.checkIdentities({}));
            if (!result.ok) return toasts.showFailure(result.error);
            const count = result.value.changed.length;
            const { t } = parts.i18n.getState();
            toasts.showText(count === 0 ? t("desk.identities.same") : t("desk.identities.changed", { count }));
        },
        [Symbol.dispose]: () => trial[Symbol.dispose](),
    };
}

const noKey = err<EngineFailure>({ kind: "refused", code: "DESK_KEYSTORE" });

/** The program asks the person and hands over the keystore's key, which goes to the engine unread. */
async function handKey({ shell, i18n, handDeskKey }: DeskParts): Promise<boolean> {
    const port = await shell.takeDeskKeyPort({ language: i18n.getState().language });
    if (port !== null) handDeskKey(port);
    return port !== null;
}

type DeskForm = ReturnType<typeof createForm<Omit<DeskView, keyof FormState>>>;

function inputOf({ desk }: DeskParts, form: DeskForm) {
    const { draft } = form.getState();
    const limits = desk.getState()?.limits ?? null;
    const want = draft === null || limits === null ? null : wantOf(draft, limits);
    if (draft === null || want === null) return null;
    const { userId, roles, days, requestId } = draft;
    const identityCode = draft.identityCode.trim() || null;
    return { userId: userId as UserId, want, roles: [...roles], identityCode, days, requestId };
}

/** Asks the engine what the draft would change, a pause after it was changed; the newest question counts. */
function createTrial(parts: DeskParts, form: DeskForm): Disposable & { soon(): void } {
    let pause: Disposable | undefined;
    let lastTrial = 0;
    const run = async () => {
        const input = inputOf(parts, form);
        if (input === null) return;
        const number = lastTrial;
        const result = await parts.engine.commands.issueClearance({ ...input, dryRun: true });
        if (number !== lastTrial) return;
        form.keep(result.ok ? { preview: result.value } : { previewFailure: result.error });
    };
    return {
        soon() {
            pause?.[Symbol.dispose]();
            lastTrial += 1;
            pause = parts.clock.after(typingPauseMs, () => void run());
        },
        [Symbol.dispose]: () => pause?.[Symbol.dispose](),
    };
}

async function issueDraft(parts: DeskParts, form: DeskForm, close: () => void): Promise<void> {
    const input = inputOf(parts, form);
    if (input === null) return;
    const result = await form.run(() => parts.engine.commands.issueClearance({ ...input, dryRun: false }));
    if (!result.ok) return;
    const { t } = parts.i18n.getState();
    const name = parts.agencies.person(input.userId, input.userId).displayName;
    parts.toasts.showText(t("desk.issue.done", { count: result.value.deviceIds.length, name }));
    close();
}

async function saveRegister({ shell, i18n, desk, toasts }: DeskParts, text: string): Promise<void> {
    const { t, language } = i18n.getState();
    if (!(await shell.confirmSensitive({ action: "export", language }))) return;
    const bytes = new TextEncoder().encode(text);
    const name = markedFileName(desk.getState()?.marking?.portion, "register.jsonl");
    if (await shell.saveFile({ name, mimeType: "application/jsonl", bytes })) {
        toasts.showText(t("desk.exported", { number: String(desk.getState()?.entryCount ?? 0) }));
    }
}
