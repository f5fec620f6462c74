import { type Clock, ok, type Result } from "@valise/base";
import type { ServerCommand, ServerFailure } from "@valise/provisioning";
import { asArray, asObject, asString } from "../json.ts";
import { wire } from "../wire.ts";
import type { Access } from "./createAccess.ts";
import { failed } from "./createAdminHttp.ts";

/** What carrying out a command needs. */
export interface ServerWork {
    readonly access: Access;
    readonly stewardId: string;
    readonly clock: Clock;
    readonly community: string;
    initialPassword(userId: string): string | undefined;
}

type AccountCommand = Extract<
    ServerCommand,
    {
        kind:
            | "create-account"
            | "rename-account"
            | "set-account-state"
            | "set-listing"
            | "end-sessions"
            | "deactivate-account";
    }
>;
type Done = Promise<Result<void, ServerFailure>>;

/** Accounts, by the admin API alone. */
export async function performOnAccount({ access, initialPassword }: ServerWork, command: AccountCommand): Done {
    const user = encodeURIComponent(command.userId);
    const account = `/_synapse/admin/v2/users/${user}`;
    const send = async (method: "PUT" | "POST", path: string, body: object): Done => {
        const answer = await access.admin.send(method, path, body);
        return answer.ok ? ok() : failed(answer);
    };
    switch (command.kind) {
        case "create-account": {
            const password = initialPassword(command.userId);
            const body = { displayname: command.displayName, deactivated: false, locked: false };
            return send("PUT", account, password === undefined ? body : { ...body, password });
        }
        case "rename-account":
            return send("PUT", account, { displayname: command.displayName });
        case "set-account-state": {
            const suspend = command.state === "suspended";
            // The stronger first: between the two calls the account is never freer than before and after.
            const lock = () => send("PUT", account, { locked: command.state === "locked" });
            const hold = () => send("PUT", `/_synapse/admin/v1/suspend/${user}`, { suspend });
            const [first, second] = command.state === "locked" ? [lock, hold] : [hold, lock];
            const done = await first();
            return done.ok ? second() : done;
        }
        case "set-listing": {
            const field = `/_matrix/client/v3/profile/${user}/${wire.unlisted}`;
            if (!command.isListed) return send("PUT", field, { [wire.unlisted]: true });
            const shown = await access.admin.send("DELETE", field);
            return shown.ok ? ok() : failed(shown);
        }
        case "end-sessions": {
            const devices = await access.admin.get(`${account}/devices`);
            if (!devices.ok) return failed(devices);
            const ids = asArray(devices.value.devices).flatMap((device) => asString(asObject(device)?.device_id) ?? []);
            return ids.length === 0 ? ok() : send("POST", `${account}/delete_devices`, { devices: ids });
        }
        case "deactivate-account":
            return send("POST", `/_synapse/admin/v1/deactivate/${user}`, { erase: false });
    }
}
