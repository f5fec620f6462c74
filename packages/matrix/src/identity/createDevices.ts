import { epochMs, err, ok, type Result } from "@valise/base";
import type { DeviceId, DeviceSnapshot, DevicesSnapshot, EngineFailure } from "@valise/bridge";
import { foldFailure } from "../http/foldFailure.ts";
import { asNumber, asString, clip, type JsonObject } from "../json.ts";
import type { Account, AccountEvents } from "../session/Account.ts";
import { objects } from "../sync/slidingSync.ts";
import { createProviderProof, type ProviderProof } from "./createProviderProof.ts";
import { passwordAuth } from "./passwordAuth.ts";
import { askNothing, challengeOf, PASSWORD, PROVIDER } from "./UserAuth.ts";

/** One's own devices: the server's list, judged by this device's crypto machine. */
export interface Devices {
    snapshot(): DevicesSnapshot;
    /** At the identity provider, for whatever asks who this is. */
    readonly proof: ProviderProof;
    /** Asks the server again; what is shown stays while it does. */
    refresh(): Promise<void>;
    rename(deviceId: string, name: string): Promise<Result<void, EngineFailure>>;
    /** `null`: the person shows at the identity provider that it is them. */
    remove(deviceId: string, password: string | null): Promise<Result<void, EngineFailure>>;
    /** How this person can show that it is them, as the server offers it; neither: nothing is asked now. */
    proofWays(): Promise<Result<{ readonly password: boolean; readonly provider: boolean }, EngineFailure>>;
}

const devicesPath = "/_matrix/client/v3/devices";

export function createDevices(
    account: Pick<Account, "http" | "crypto" | "session" | "clock">,
    events: Pick<AccountEvents, "devicesChanged" | "proofChanged">,
): Devices {
    const { http, crypto, session, clock } = account;
    const { clientUrl } = session.agency;
    const proof = createProviderProof({ clientUrl, clock, changed: () => events.proofChanged() });
    let snapshot: DevicesSnapshot = { loaded: false, rows: [] };

    const refresh = async () => {
        const answer = await http.request("GET", devicesPath);
        if (!answer.ok) return;
        const known = await crypto.sdk.getUserDeviceInfo([session.userId]);
        const keys = known.get(session.userId);
        const rows: DeviceSnapshot[] = [];
        for (const device of objects(answer.value.devices)) {
            const deviceId = asString(device.device_id);
            if (deviceId === null) continue;
            const status = await crypto.sdk.getDeviceVerificationStatus(session.userId, deviceId);
            const fingerprint = keys?.get(deviceId)?.getFingerprint() ?? null;
            rows.push(toRow(device, deviceId, session.deviceId, status?.signedByOwner === true, fingerprint));
        }
        rows.sort((a, b) => Number(b.isThis) - Number(a.isThis) || (b.lastSeenMs ?? 0) - (a.lastSeenMs ?? 0));
        snapshot = { loaded: true, rows };
        events.devicesChanged();
    };

    return {
        proof,
        snapshot: () => snapshot,
        refresh: () => refresh().catch(() => {}),
        async rename(deviceId, name) {
            const path = `${devicesPath}/${encodeURIComponent(deviceId)}`;
            const answer = await http.request("PUT", path, { body: { display_name: name } });
            if (!answer.ok) return err(foldFailure(answer.error, clock));
            await refresh().catch(() => {});
            return ok();
        },
        async remove(deviceId, password) {
            const path = `${devicesPath}/${encodeURIComponent(deviceId)}`;
            const auth = password === null ? proof : passwordAuth(session.userId, password);
            const answer = await auth.request(http, "DELETE", path, {});
            if (!answer.ok) return answer;
            await refresh().catch(() => {});
            return ok();
        },
        async proofWays() {
            const answer = await http.request("POST", askNothing.path, { body: askNothing.body });
            if (answer.ok) return ok({ password: false, provider: false });
            const challenge = challengeOf(answer.error);
            if (challenge === null) return err(foldFailure(answer.error, clock));
            const { ways } = challenge;
            return ok({ password: ways.has(PASSWORD), provider: ways.has(PROVIDER) });
        },
    };
}

function toRow(
    device: JsonObject,
    deviceId: string,
    ownId: string,
    signed: boolean,
    fingerprint: string | null,
): DeviceSnapshot {
    const lastSeen = asNumber(device.last_seen_ts);
    const name = asString(device.display_name);
    return {
        deviceId: deviceId as DeviceId,
        name: name === null ? null : clip(name, 255),
        isThis: deviceId === ownId,
        signed,
        lastSeenMs: lastSeen === null ? null : epochMs(lastSeen),
        fingerprint: fingerprint === null ? null : fingerprint.replace(/(.{4})(?=.)/g, "$1 "),
    };
}
