import { type Clock, err, type Result } from "@valise/base";
import type { Engine, EngineFailure, EventId, MarkingSnapshot, RoomId } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import type { ReadStore } from "../../stores/viewModel.ts";

export interface QuotedElsewhere {
    readonly roomId: RoomId;
    readonly eventId: EventId;
    readonly authorName: string;
    /** Begins with the portion mark. */
    readonly excerpt: string;
    /** Whether a message under this label may carry it. */
    readonly carries: (marking: MarkingSnapshot) => boolean;
}

/** What the next message answers or changes. */
export type WritingContext =
    /** To a message of another room, whose words go along. */
    | ({ readonly kind: "quote" } & QuotedElsewhere)
    | { readonly kind: "reply"; readonly eventId: EventId; readonly authorName: string; readonly excerpt: string }
    | {
          readonly kind: "edit";
          readonly eventId: EventId;
          readonly excerpt: string;
          /** What the message is labelled now: an edit never lowers. */
          readonly label: string | null;
      };

export interface ComposerState {
    readonly draft: string;
    readonly context: WritingContext | null;
    readonly usedBytes: number;
    /** The label chosen for this message, in short notation; null: the room's default, or as before in an edit. */
    readonly label: string | null;
    /** In an exercise: the next message is real. */
    readonly noDuff: boolean;
    /** Grows whenever something other than typing was put here, which calls for the focus. */
    readonly calls: number;
}

export interface ComposerViewModel extends ReadStore<ComposerState>, Disposable {
    changeDraft(draft: string): void;
    /** Adds a sentence that the person can still change or take out. */
    insert(text: string): void;
    reply(to: { eventId: EventId; authorName: string; excerpt: string }): void;
    quote(message: QuotedElsewhere): void;
    edit(message: { eventId: EventId; body: string; label: string | null }): void;
    chooseLabel(label: string): void;
    markReal(noDuff: boolean): void;
    cancelContext(): void;
    /** Empties the field at once; a refusal puts everything back. */
    send(): Promise<Result<void, EngineFailure>>;
}

/** Leaves room for encryption under Matrix's event limit; the engine counts again. */
export const maxMessageBytes = 60_000;
const saveDelayMs = 400;
/** While somebody writes, the engine is told so often. */
const prepareEveryMs = 1_000;
const empty = { draft: "", context: null, usedBytes: 0, label: null, noDuff: false } as const;

/** Draft, reply and edit of one room. Drafts are kept by the engine, in the encrypted store. */
export function createComposerViewModel(engine: Engine, roomId: RoomId, clock: Clock): ComposerViewModel {
    const store = createStore<ComposerState>(() => ({ ...empty, calls: 0 }));
    let hasTyped = false;
    /** The unsent message that an edit stands in front of. */
    let setAside = "";
    const unsent = () => {
        const { draft, context } = store.getState();
        return context?.kind === "edit" ? setAside : draft;
    };
    const keeper = createDraftKeeper(engine, roomId, clock, unsent);
    const set = (draft: string, context = store.getState().context) => {
        const isOther = context !== store.getState().context;
        store.setState({ draft, context, usedBytes: countBytes(draft), ...(isOther && { label: null }) });
        keeper.soon();
    };
    let preparedAtMs = Number.NEGATIVE_INFINITY;
    const prepare = () => {
        if (clock.monotonicMs() - preparedAtMs < prepareEveryMs) return;
        preparedAtMs = clock.monotonicMs();
        void engine.commands.prepareSend({ roomId });
    };
    const call = (draft: string, context = store.getState().context) => {
        set(draft, context);
        store.setState({ calls: store.getState().calls + 1 });
    };
    void engine.commands.readDraft({ roomId }).then((result) => {
        if (result.ok && !hasTyped && result.value.text !== "") set(result.value.text);
    });

    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        changeDraft(draft) {
            hasTyped = true;
            set(draft);
            if (draft !== "") prepare();
        },
        insert(text) {
            hasTyped = true;
            const { draft } = store.getState();
            call(draft === "" ? text : `${draft}\n${text}`);
        },
        reply(to) {
            call(unsent(), { kind: "reply", ...to });
        },
        quote: (message) => call(unsent(), { kind: "quote", ...message }),
        edit({ eventId, body, label }) {
            hasTyped = true;
            setAside = unsent();
            call(body, { kind: "edit", eventId, excerpt: oneLine(body), label });
        },
        chooseLabel: (label) => store.setState({ label }),
        markReal: (noDuff) => store.setState({ noDuff }),
        cancelContext: () => call(unsent(), null),
        async send() {
            const before = store.getState();
            const body = before.draft.trim();
            if (body === "" || before.usedBytes > maxMessageBytes) return err({ kind: "cancelled" });
            set(before.context?.kind === "edit" ? setAside : "", null);
            // The next message begins at the room's own label again, and in the exercise: both are chosen for one message.
            store.setState({ label: null, noDuff: false });
            preparedAtMs = Number.NEGATIVE_INFINITY;
            const result = await sendBody(engine, roomId, body, before);
            if (!result.ok && store.getState().draft === "") {
                set(before.draft, before.context);
                store.setState({ label: before.label, noDuff: before.noDuff });
            }
            return result;
        },
        [Symbol.dispose]: () => keeper[Symbol.dispose](),
    };
}

interface DraftKeeper extends Disposable {
    soon(): void;
}

/** Writes the draft after a pause in typing, and at once when the room is left. */
function createDraftKeeper(engine: Engine, roomId: RoomId, clock: Clock, read: () => string): DraftKeeper {
    let waiting: Disposable | undefined;
    const now = () => {
        waiting?.[Symbol.dispose]();
        waiting = undefined;
        void engine.commands.writeDraft({ roomId, text: read().slice(0, maxMessageBytes) });
    };
    return {
        soon() {
            waiting?.[Symbol.dispose]();
            waiting = clock.after(saveDelayMs, now);
        },
        [Symbol.dispose]() {
            if (waiting !== undefined) now();
        },
    };
}

async function sendBody(
    engine: Engine,
    roomId: RoomId,
    body: string,
    { context, label, noDuff }: ComposerState,
): Promise<Result<void, EngineFailure>> {
    const said = { roomId, body, html: null, label };
    const result =
        context?.kind === "edit"
            ? await engine.commands.editText({ ...said, eventId: context.eventId })
            : await engine.commands.sendText({ ...said, noDuff, ...answers(context), clearsDraft: true });
    return result.ok ? { ok: true, value: undefined } : result;
}

function answers(context: Exclude<WritingContext, { kind: "edit" }> | null) {
    if (context?.kind !== "quote") return { replyTo: context?.eventId ?? null };
    return { replyTo: null, quotes: { roomId: context.roomId, eventId: context.eventId } };
}

const encoder = new TextEncoder();
function countBytes(text: string): number {
    // Three bytes at most per UTF-16 unit: short drafts need no exact count.
    return text.length * 3 < maxMessageBytes / 2 ? text.length : encoder.encode(text).length;
}

export function oneLine(text: string): string {
    return text.replaceAll(/\s+/g, " ").trim().slice(0, 200);
}
