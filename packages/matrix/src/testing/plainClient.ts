import type { TestPerson } from "./engines.ts";

/** A further device of somebody's, without keys: asks the server, and is told the JSON that it answers. */
export async function plainClient({ userId, password, clientUrl }: TestPerson) {
    let token = "";
    const ask = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
        const answer = await fetch(`${clientUrl}/_matrix/client/v3${path}`, {
            method,
            headers: token === "" ? {} : { authorization: `Bearer ${token}` },
            ...(body && { body: JSON.stringify(body) }),
        });
        if (!answer.ok) throw new Error(`${method} answered ${answer.status}`);
        return (await answer.json()) as Record<string, unknown>;
    };
    const identifier = { type: "m.id.user", user: userId };
    const login = await ask("POST", "/login", { type: "m.login.password", identifier, password });
    token = String(login.access_token);
    return ask;
}
