import { type Clock, err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import { type Challenge, PROVIDER } from "./UserAuth.ts";

/** So long a person may take at the provider, and so often the server is asked whether they have been there. */
const PATIENCE_MS = 300_000;
const EVERY_MS = 2000;

type Attempt<T> =
    | { readonly kind: "done"; readonly value: T }
    /** Not yet, or the server did not answer. */
    | { readonly kind: "waits" }
    | { readonly kind: "failed"; readonly failure: EngineFailure };

/** Repeats a request until the server has the provider's word, one at a time: another that begins ends the one before. */
export interface ProviderWait {
    /** Where the browser is to be sent; null: nothing is waited for. */
    address(): string | null;
    /** The person waits no longer: what was asked is not done. */
    stop(): void;
    until<T>(challenge: Challenge, attempt: (auth: object) => Promise<Attempt<T>>): Promise<Result<T, EngineFailure>>;
}

export interface ProviderWaitParts {
    /** Of the client-server interface, as the managed configuration says. */
    readonly clientUrl: string;
    readonly clock: Clock;
    changed(): void;
}

export function createProviderWait({ clientUrl, clock, changed }: ProviderWaitParts): ProviderWait {
    const page = `${clientUrl.replace(/\/+$/, "")}/_matrix/client/v3/auth/${PROVIDER}/fallback/web?prompt=login&session=`;
    let waiting: { readonly address: string; stop(): void } | null = null;

    return {
        address: () => waiting?.address ?? null,
        stop: () => waiting?.stop(),
        async until({ session, ways }, attempt) {
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
        },
    };
}
