import type { Engine } from "@valise/bridge";
import { readTypedRecoveryCode } from "@valise/matrix/recovery-code";
import type { RecoveryInputCheck } from "@valise/ui";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Proof } from "../proof/createProof.ts";

export interface VerifyDeviceSnapshot extends FormState {
    readonly typed: string;
    readonly check: RecoveryInputCheck;
    /** The last way out, asked twice, and of whom shows that it is them. */
    readonly isResetOpen: boolean;
    readonly password: string;
}

export interface VerifyDeviceViewModel extends ReadStore<VerifyDeviceSnapshot> {
    changeTyped(typed: string): void;
    recover(): Promise<void>;
    openReset(): void;
    closeReset(): void;
    changePassword(password: string): void;
    /** With the password, or where the person shows at the identity provider that it is them. */
    resetIdentity(isAtProvider: boolean): Promise<void>;
}

/** Confirms this device by the recovery code, checked while it is typed; or makes a new identity when all is lost. */
export function createVerifyDeviceViewModel(
    engine: Engine,
    confirmReset: () => Promise<boolean>,
    proof: Pick<Proof, "look" | "stop">,
): VerifyDeviceViewModel {
    const form = createForm({
        typed: "",
        check: { kind: "incomplete", typedCount: 0 } as RecoveryInputCheck,
        isResetOpen: false,
        password: "",
    });
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        changeTyped: (typed) => form.change({ typed, check: checkTyped(typed) }),
        async recover() {
            const { typed, check } = form.getState();
            if (check.kind !== "good") return;
            const result = await form.run(() => engine.commands.recover({ code: typed }));
            if (result.ok) form.change({ typed: "", check: { kind: "incomplete", typedCount: 0 } });
            else if (result.error.kind === "recovery-code-wrong") form.keep({ check: { kind: "refused" } });
        },
        openReset() {
            form.change({ isResetOpen: true });
            void proof.look();
        },
        closeReset() {
            if (form.getState().isBusy) proof.stop();
            form.change({ isResetOpen: false, password: "" });
        },
        changePassword: (password) => form.change({ password }),
        async resetIdentity(isAtProvider) {
            const { password } = form.getState();
            if ((password === "" && !isAtProvider) || !(await confirmReset())) return;
            const shown = isAtProvider ? null : password;
            const result = await form.run(() => engine.commands.resetIdentity({ password: shown }));
            form.keep({ password: "", isResetOpen: !result.ok });
        },
    };
}

/** What can be said of a code that is not finished yet, and of one that is. */
export function checkTyped(typed: string): RecoveryInputCheck {
    const { problem, code, groups } = readTypedRecoveryCode(typed);
    if (code !== null) return { kind: "good" };
    if (problem?.kind === "bad-character") return { kind: "wrong-character", character: problem.character };
    if (problem?.kind === "check-failed" || problem?.kind === "too-long") return { kind: "check-failed" };
    return { kind: "incomplete", typedCount: groups.reduce((sum, group) => sum + group.text.length, 0) };
}
