import type { BroadcastSnapshot, Engine, UserId } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Toasts } from "../toasts/createToasts.ts";
import type { AnswerDraft } from "./decideAnswer.ts";

interface CrisisFields extends AnswerDraft {
    /** The broadcast that is shown whole; what comes later never takes its place by itself. */
    readonly key: string | null;
    /** Null: the interface's. */
    readonly lang: string | null;
    readonly isDeclining: boolean;
    /** The field for one's own words is open. */
    readonly isWriting: boolean;
    readonly isReadBackShown: boolean;
}

export interface CrisisViewModel extends ReadStore<CrisisFields & FormState> {
    show(key: string): void;
    change(fields: Partial<Omit<CrisisFields, "key">>): void;
    acknowledge(row: BroadcastSnapshot, insteadOf?: UserId): Promise<void>;
    decline(row: BroadcastSnapshot): Promise<void>;
    silence(row: BroadcastSnapshot): void;
    /** Once per broadcast and run: it was on the screen of somebody who looked. */
    seen(row: BroadcastSnapshot): void;
}

const empty = {
    lang: null,
    option: null,
    triage: null,
    location: "",
    words: "",
    reason: "",
    isChanging: false,
    isDeclining: false,
    isWriting: false,
    isReadBackShown: false,
} as const satisfies Omit<CrisisFields, "key">;

const refOf = ({ senderId, broadcastId }: BroadcastSnapshot) => ({ senderId, broadcastId });

/** One broadcast in view and the answer to it. An answer names the broadcast it was given to, whatever came meanwhile. */
export function createCrisisViewModel({ commands }: Engine, toasts: Toasts): CrisisViewModel {
    const form = createForm<CrisisFields>({ key: null, ...empty });
    const marked = new Set<string>();
    const answer = async (row: BroadcastSnapshot, kind: "acknowledged" | "cannot-comply", insteadOf?: UserId) => {
        const { option, triage, location, words, reason } = form.getState();
        const isDone = kind === "acknowledged";
        const text = (isDone ? (row.ask?.text === true ? words : "") : reason).trim();
        const isRollCall = row.ask?.rollCall != null && isDone;
        const result = await form.run(() =>
            commands.answerBroadcast({
                broadcast: refOf(row),
                kind,
                option: isDone ? option : null,
                text: text === "" ? null : text,
                triage: isRollCall ? triage : null,
                location: isRollCall && row.ask?.rollCall?.location && location.trim() ? location.trim() : null,
                insteadOf: insteadOf ?? null,
            }),
        );
        if (result.ok) form.change({ isDeclining: false, isChanging: false });
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        show: (key) => key !== form.getState().key && form.change({ key, ...empty }),
        change: form.change,
        acknowledge: (row, insteadOf) => answer(row, "acknowledged", insteadOf),
        decline: (row) => answer(row, "cannot-comply"),
        silence(row) {
            void commands.silenceAlarm({ broadcast: refOf(row) }).then((result) => {
                if (!result.ok) toasts.showFailure(result.error);
            });
        },
        seen(row) {
            if (marked.has(row.key) || row.refused !== null) return;
            marked.add(row.key);
            // Not being able to say so is no reason to disturb: the answer will say it again.
            void commands.markBroadcastSeen({ broadcast: refOf(row) });
        },
    };
}
