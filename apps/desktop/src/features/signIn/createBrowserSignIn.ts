import { err, type Result } from "@valise/base";
import type { Engine, EngineFailure, Shell, ShellBoot } from "@valise/bridge";

/** Where an agency's people sign in besides their password. */
export interface SignInProvider {
    readonly name: string;
    readonly address: string;
}

export interface BrowserSignIn {
    /** None where the server does not answer: the sign-in says why then. */
    providersOf(agencyId: string): Promise<readonly SignInProvider[]>;
    /** `user`: nobody else is signed in; null where nobody was named. */
    signInAt(agencyId: string, provider: SignInProvider, user: string | null): Promise<Result<void, EngineFailure>>;
    /** The person waits for the browser no longer. */
    stop(): void;
}

export interface BrowserSignInParts {
    readonly engine: Engine;
    readonly shell: Pick<Shell, "signInInBrowser" | "stopSignIn">;
    readonly boot: Pick<ShellBoot, "deviceName">;
}

const failures = {
    cancelled: { kind: "cancelled" },
    "timed-out": { kind: "sign-in-expired" },
    "not-opened": { kind: "no-browser" },
} as const;

/** Sign-in in a browser, which brings a token back to the program around the page. */
export function createBrowserSignIn({ engine, shell, boot: { deviceName } }: BrowserSignInParts): BrowserSignIn {
    return {
        async providersOf(agencyId) {
            const options = await engine.commands.signInOptions({ agencyId });
            return options.ok ? options.value.providers : [];
        },
        async signInAt(agencyId, { address }, user) {
            const outcome = await shell.signInInBrowser({ address });
            if (outcome.kind !== "token") return err(failures[outcome.kind]);
            return engine.commands.signInWithToken({ agencyId, token: outcome.token, deviceName, user });
        },
        stop: () => void shell.stopSignIn({}),
    };
}
