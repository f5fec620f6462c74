import { err, ok, type Result } from "@valise/base";
import type { ServerFailure } from "@valise/provisioning";
import { asString } from "../json.ts";
import { type AdminHttp, type AdminHttpParts, createAdminHttp, failed } from "./createAdminHttp.ts";

/** Acting as an account of the server, by the admin API's own means: no device, no key, nothing that decrypts. */
export interface Access {
    readonly admin: AdminHttp;
    /** As the steward; its token is kept while this lives. */
    steward(): Promise<Result<AdminHttp, ServerFailure>>;
    /** As someone, for an act; the token serves that person's next act too, until it is given back or ends by itself. */
    as<T>(
        userId: string,
        act: (http: AdminHttp) => Promise<Result<T, ServerFailure>>,
    ): Promise<Result<T, ServerFailure>>;
    /** Nobody is acted for any more. */
    giveBack(): Promise<void>;
}

const TOKEN_LIFE_MS = 3_600_000;
/** Of a token for somebody else: the server ends it by itself, also when this process dies. */
const PERSON_LIFE_MS = 600_000;

export function createAccess(parts: AdminHttpParts, adminToken: string, stewardId: string): Access {
    const admin = createAdminHttp(parts, adminToken);
    interface Held {
        readonly http: AdminHttp;
        readonly untilMs: number;
    }
    let steward: Held | undefined;
    const people = new Map<string, Held>();
    const logIn = async (userId: string, lifeMs: number): Promise<Result<AdminHttp, ServerFailure>> => {
        const path = `/_synapse/admin/v1/users/${encodeURIComponent(userId)}/login`;
        const answer = await admin.send("POST", path, { valid_until_ms: admin.serverTimeMs() + lifeMs });
        if (!answer.ok) return failed(answer);
        const token = asString(answer.value.access_token);
        return token === null ? err({ kind: "not-a-homeserver" }) : ok(createAdminHttp(parts, token));
    };
    let operator: string | null = null;
    /** Whose token this is: nobody is signed in as themselves by the admin API. */
    const isOperator = async (userId: string): Promise<boolean> => {
        if (operator === null) {
            const who = await admin.get("/_matrix/client/v3/account/whoami");
            operator = who.ok ? asString(who.value.user_id) : null;
        }
        return operator === userId;
    };
    return {
        admin,
        async steward() {
            const nowMs = parts.clock.monotonicMs();
            if (steward !== undefined && nowMs < steward.untilMs) return ok(steward.http);
            const http = await logIn(stewardId, TOKEN_LIFE_MS);
            if (http.ok) steward = { http: http.value, untilMs: nowMs + TOKEN_LIFE_MS / 2 };
            return http;
        },
        async as(userId, act) {
            if (await isOperator(userId)) return act(admin);
            const nowMs = parts.clock.monotonicMs();
            const held = people.get(userId);
            if (held !== undefined && nowMs < held.untilMs) return act(held.http);
            const http = await logIn(userId, PERSON_LIFE_MS);
            if (!http.ok) return http;
            people.set(userId, { http: http.value, untilMs: nowMs + PERSON_LIFE_MS / 2 });
            return act(http.value);
        },
        async giveBack() {
            const held = [...people.values()];
            people.clear();
            for (const { http } of held) await http.send("POST", "/_matrix/client/v3/logout");
        },
    };
}
