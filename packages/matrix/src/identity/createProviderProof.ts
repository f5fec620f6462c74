import { type Clock, err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import { foldFailure } from "../http/foldFailure.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import {
    askNothing,
    type Challenge,
    challengeIn,
    challengeOf,
    PROVIDER,
    type UserAuth,
    UserAuthError,
} from "./UserAuth.ts";

/** The person shows at their identity provider, in a browser, that it is them; for accounts without a password. */
export interface ProviderProof extends UserAuth {
    /** Where the browser is to be sent; null: nothing is waited for. */
    address(): string | null;
    /** The person waits no longer: what was asked is not done. */
    stop(): void;
}

/** So long a person may take at the provider, and so often the server is asked whether they have been there. */
const PATIENCE_MS = 300_000;
const EVERY_MS = 2000;

type Attempt<T> =
    | { readonly kind: "done"; readonly value: T }
    /** Not yet, or the server did not answer. */
    | { readonly kind: "waits" }
    | { readonly kind: "failed"; readonly failure: EngineFailure };

/**
 * User-interactive authentication by the homeserver's own page (client-server 4.7, `m.login.sso`), one at a time: another that
 * begins ends the one before. The provider is asked to have the person sign in anew. The browser brings nothing back; the request
 * is repeated under its session until the server has the provider's word. Without it nothing is done, however long it takes.
 */
export function createProviderProof(parts: {
    /** Of the client-server interface, as the managed configuration says. */
    readonly clientUrl: string;
    readonly clock: Clock;
    changed(): void;
}): ProviderProof {
    const { clock, changed } = parts;
    const page = `${parts.clientUrl.replace(/\/+$/, "")}/_matrix/client/v3/auth/${PROVIDER}/fallback/web?prompt=login&session=`;
    let waiting: { readonly address: string; stop(): void } | null = null;

    const waitFor = async <T>(
        { session, ways }: Challenge,
        attempt: (auth: object) => Promise<Attempt<T>>,
    ): Promise<Result<T, EngineFailure>> => {
        if (!ways.has(PROVIDER)) return err({ kind: "proof-not-offered" });
        waiting?.stop();
        const stopped = Promise.withResolvers<"stopped">();
        const mine = { address: page + encodeURIComponent(session), stop: () => stopped.resolve("stopped") };
        waiting = mine;
        changed();
        const untilMs = clock.monotonicMs() + PATIENCE_MS;
        try {
            for (;;) {
                const pause = Promise.withResolvers<"again">();
                using _timer = clock.after(EVERY_MS, () => pause.resolve("again"));
                if ((await Promise.race([pause.promise, stopped.promise])) === "stopped")
                    return err({ kind: "cancelled" });
                const tried = await attempt({ session });
                if (tried.kind === "done") return ok(tried.value);
                if (tried.kind === "failed") return err(tried.failure);
                if (clock.monotonicMs() >= untilMs) return err({ kind: "proof-expired" });
            }
        } finally {
            if (waiting === mine) {
                waiting = null;
                changed();
            }
        }
    };

    return {
        address: () => waiting?.address ?? null,
        stop: () => waiting?.stop(),
        async request(http, method, path, body) {
            const first = await http.request(method, path, { body });
            if (first.ok) return first;
            const challenge = challengeOf(first.error);
            if (challenge === null) return err(foldFailure(first.error, clock));
            return waitFor(challenge, async (auth) => {
                const again = await http.request(method, path, { body: { ...body, auth } });
                if (again.ok) return { kind: "done", value: again.value };
                if (isOpen(again.error)) return { kind: "waits" };
                return { kind: "failed", failure: foldFailure(again.error, clock) };
            });
        },
        /** That the server offers it to this account. */
        async prove(http) {
            const answer = await http.request("POST", askNothing.path, { body: askNothing.body });
            const challenge = answer.ok ? null : challengeOf(answer.error);
            if (!answer.ok && challenge === null) return err(foldFailure(answer.error, clock));
            return challenge === null || challenge.ways.has(PROVIDER) ? ok() : err({ kind: "proof-not-offered" });
        },
        async forSdk(makeRequest) {
            let challenge: Challenge | null;
            try {
                return await makeRequest(null);
            } catch (cause) {
                challenge = challengeIn(cause);
                if (challenge === null) throw cause;
            }
            const proven = await waitFor(challenge, async (auth) => {
                try {
                    return { kind: "done", value: await makeRequest(auth) };
                } catch (cause) {
                    if (challengeIn(cause) === null && !hasNoAnswer(cause)) throw cause;
                    return { kind: "waits" };
                }
            });
            if (!proven.ok) throw new UserAuthError(proven.error);
            return proven.value;
        },
    };
}

/** The server still waits for the provider, or is away or busy for a while. */
const isOpen = (failure: HttpFailure): boolean =>
    failure.kind !== "answered" || failure.status === 429 || failure.status >= 500 || challengeOf(failure) !== null;

const hasNoAnswer = (cause: unknown): boolean => cause instanceof Error && cause.name === "ConnectionError";
