import type { ReadyAgency } from "@valise/homeserver";
import { z } from "zod";
import { call } from "./demoHttp.ts";

/** A person who has signed in at least once. */
export interface DemoIdentity {
    readonly userId: string;
    readonly masterKey: string;
    /** Devices that carry a signature of the person's self-signing key (which only the officer's engine verifies). */
    readonly deviceIds: readonly string[];
}

const crossSigning = z.object({ keys: z.record(z.string(), z.string()) });
const device = z.object({ signatures: z.record(z.string(), z.record(z.string(), z.string())).default({}) });
const answerSchema = z.object({
    master_keys: z.record(z.string(), crossSigning).default({}),
    self_signing_keys: z.record(z.string(), crossSigning).default({}),
    device_keys: z.record(z.string(), z.record(z.string(), device)).default({}),
});

/** Who of an agency has an identity, and on which devices, as the agency's own server shows it. */
export async function readDemoIdentities(agency: ReadyAgency, token: string): Promise<DemoIdentity[]> {
    const userIds = agency.users.map(({ userId }) => userId);
    const answer = await call(agency.clientUrl, token, "POST", "/_matrix/client/v3/keys/query", {
        device_keys: Object.fromEntries(userIds.map((userId) => [userId, []])),
    });
    const parsed = answerSchema.safeParse(answer.body);
    if (!parsed.success) return [];
    const { master_keys, self_signing_keys, device_keys } = parsed.data;
    return userIds.flatMap((userId) => {
        const [masterKey] = Object.values(master_keys[userId]?.keys ?? {});
        const [signer] = Object.keys(self_signing_keys[userId]?.keys ?? {});
        if (masterKey === undefined || signer === undefined) return [];
        const devices = Object.entries(device_keys[userId] ?? {});
        const signed = devices.filter(([, { signatures }]) => signatures[userId]?.[signer] !== undefined);
        return [{ userId, masterKey, deviceIds: signed.map(([id]) => id).sort() }];
    });
}
