import { err, type Result } from "@valise/base";
import type { Engine, EngineFailure, Shell, ShellBoot } from "@valise/bridge";

/** Where an agency's people sign in besides their password. */
export interface SignInProvider {
    readonly name: string;
    readonly address: string;
}

export interface BrowserSignIn {
    /** None where the program around cannot wait for a browser, or the server does not answer: the sign-in says why then. */
    providersOf(agencyId: string): Promise<readonly SignInProvider[]>;
    signInAt(agencyId: string, provider: SignInProvider): Promise<Result<void, EngineFailure>>;
}

export interface BrowserSignInParts {
    readonly engine: Engine;
    readonly shell: Pick<Shell, "signInInBrowser">;
    readonly boot: Pick<ShellBoot, "kind" | "deviceName">;
}

/** Sign-in in the system's browser, which brings a token back to the program around the page. */
export function createBrowserSignIn({ engine, shell, boot }: BrowserSignInParts): BrowserSignIn {
    return {
        async providersOf(agencyId) {
            if (boot.kind !== "desktop") return [];
            const options = await engine.commands.signInOptions({ agencyId });
            return options.ok ? options.value.providers : [];
        },
        async signInAt(agencyId, { address }) {
            const token = await shell.signInInBrowser({ address });
            if (token === null) return err({ kind: "sign-in-expired" });
            return engine.commands.signInWithToken({ agencyId, token, deviceName: boot.deviceName });
        },
    };
}
