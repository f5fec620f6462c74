import { err, ok, systemClock } from "@valise/base";
import { foldFailure } from "../http/foldFailure.ts";
import { askNothing, challengeIn, challengeOf, PASSWORD, type UserAuth } from "./UserAuth.ts";

/** User-interactive authentication with the password (client-server 4.7). */
export function passwordAuth(userId: string, password: string): UserAuth {
    const authFor = (session: string) => ({
        type: PASSWORD,
        identifier: { type: "m.id.user", user: userId },
        password,
        session,
    });

    const request: UserAuth["request"] = async (http, method, path, body) => {
        const first = await http.request(method, path, { body });
        if (first.ok) return first;
        const challenge = challengeOf(first.error);
        if (challenge === null) return err(foldFailure(first.error, systemClock));
        const second = await http.request(method, path, { body: { ...body, auth: authFor(challenge.session) } });
        if (second.ok) return second;
        const { error } = second;
        const isWrong = error.kind === "answered" && (error.status === 401 || error.errcode === "M_FORBIDDEN");
        return err(isWrong ? { kind: "wrong-password" } : foldFailure(error, systemClock));
    };

    return {
        request,
        /** That the password is right. */
        async prove(http) {
            const answer = await request(http, "POST", askNothing.path, askNothing.body);
            return answer.ok ? ok() : answer;
        },
        forSdk: async (makeRequest) => {
            try {
                return await makeRequest(null);
            } catch (cause) {
                const challenge = challengeIn(cause);
                if (challenge === null) throw cause;
                return makeRequest(authFor(challenge.session));
            }
        },
    };
}
