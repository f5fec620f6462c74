import { err, ok } from "@valise/base";
import { foldFailure } from "../http/foldFailure.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import { createProviderWait, type ProviderWait, type ProviderWaitParts } from "./createProviderWait.ts";
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
export type ProviderProof = UserAuth & Pick<ProviderWait, "address" | "stop">;

/**
 * User-interactive authentication by the homeserver's own page (client-server 4.7, `m.login.sso`), one at a time: another that
 * begins ends the one before. The provider is asked to have the person sign in anew. The browser brings nothing back; the request
 * is repeated under its session until the server has the provider's word. Without it nothing is done, however long it takes.
 */
export function createProviderProof(parts: ProviderWaitParts): ProviderProof {
    const { clock } = parts;
    const wait = createProviderWait(parts);
    return {
        address: wait.address,
        stop: wait.stop,
        async request(http, method, path, body) {
            const first = await http.request(method, path, { body });
            if (first.ok) return first;
            const challenge = challengeOf(first.error);
            if (challenge === null) return err(foldFailure(first.error, clock));
            return wait.until(challenge, async (auth) => {
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
            const proven = await wait.until(challenge, async (auth) => {
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
