import { err, ok, type Result } from "@valise/base";
import type { ServerFailure } from "@valise/provisioning";
import { asString } from "../json.ts";
import { type AdminHttp, type AdminHttpParts, createAdminHttp, failed } from "./createAdminHttp.ts";

/** Acting as an account of the server, by the admin API's own means: no device, no key, nothing that decrypts. */
export interface Access {
    readonly admin: AdminHttp;
    /** As the steward; its token is kept while this lives. */
    steward(): Promise<Result<AdminHttp, ServerFailure>>;
    /** As someone for one act; the token is given back. */
    as<T>(
        userId: string,
        act: (http: AdminHttp) => Promise<Result<T, ServerFailure>>,
    ): Promise<Result<T, ServerFailure>>;
}

const TOKEN_LIFE_MS = 3_600_000;

export function createAccess(parts: AdminHttpParts, adminToken: string, stewardId: string): Access {
    const admin = createAdminHttp(parts, adminToken);
    let steward: { readonly http: AdminHttp; readonly untilMs: number } | undefined;
    const logIn = async (userId: string, lifeMs: number): Promise<Result<AdminHttp, ServerFailure>> => {
        const path = `/_synapse/admin/v1/users/${encodeURIComponent(userId)}/login`;
        const answer = await admin.send("POST", path, { valid_until_ms: admin.serverTimeMs() + lifeMs });
        if (!answer.ok) return failed(answer);
        const token = asString(answer.value.access_token);
        return token === null ? err({ kind: "not-a-homeserver" }) : ok(createAdminHttp(parts, token));
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
            const http = await logIn(userId, 60_000);
            if (!http.ok) return http;
            const done = await act(http.value);
            await http.value.send("POST", "/_matrix/client/v3/logout");
            return done;
        },
    };
}
