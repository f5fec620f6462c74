import { err, ok, type Result } from "@valise/base";
import type { DeskSnapshot, EngineFailure } from "@valise/bridge";
import { encodeBase64Url } from "@valise/clearance";
import { appendEntries, emptyRegister, identityCode, type Register, readRegister } from "@valise/clearance/desk";
import type { Clearances } from "../gate/createClearances.ts";
import { failureOf } from "../gate/holder/refusals.ts";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import type { RecordStore } from "../store/RecordStore.ts";
import type { ToDevice } from "../sync/createToDevice.ts";
import { type Acts, createActs } from "./createActs.ts";
import { createDeskLeavers } from "./createDeskLeavers.ts";
import { createDeskRequests, type DeskRequests } from "./createDeskRequests.ts";
import { createDeskSpills, type DeskSpills } from "./createDeskSpills.ts";
import { createIdentityWatch, type IdentityWatch, type IdentityWatchParts } from "./createIdentityWatch.ts";
import { createSignatureAsks } from "./createSignatureAsks.ts";
import { createDeskStore } from "./DeskStore.ts";
import { deskLimits, deskMarking } from "./deskLimits.ts";
import { buildDeskSnapshot } from "./deskSnapshot.ts";
import type { OpenDesk } from "./OpenDesk.ts";
import { type KeptBy, type OfficerKeys, openOfficer, readOfficerKeys, sealForKeystore } from "./officerKeys.ts";

/** A security officer's desk in this account: requests come in always, the rest once it is unlocked. */
export interface Desk {
    readonly requests: DeskRequests;
    readonly spills: DeskSpills;
    readonly acts: Acts;
    readonly identities: IdentityWatch;
    /** Null while locked. */
    open(): OpenDesk | null;
    install(input: {
        readonly keyFile: string;
        readonly delegation: string;
        readonly passphrase: string;
        readonly register: string | null;
        readonly keptBy: KeptBy;
    }): Promise<Result<void, EngineFailure>>;
    /** `passphrase` is null where the keystore keeps what opens the key. */
    unlock(passphrase: string | null): Promise<Result<void, EngineFailure>>;
    lock(): void;
    registerText(): Promise<string>;
    snapshot(): DeskSnapshot;
    onChanged(listener: () => void): void;
    /** What is known of a room's members is another now. */
    roomChanged(roomId: string): void;
    /** The network is there: acts that wait go out, and identities are compared when that is due. */
    synced(): void;
}

export interface DeskParts {
    readonly store: RecordStore;
    readonly http: MatrixHttp;
    readonly toDevice: ToDevice;
    readonly clearances: Clearances;
    readonly userId: string;
    readonly readIdentities: IdentityWatchParts["read"];
    nowMs(): number;
    /** Whether somebody reads a room (`readsRoom`); null: not known yet. */
    reads(roomId: string, userId: string): boolean | null;
    /** Asks who is in a room and what they showed there. */
    establish(roomId: string): void;
    /** The keystore's 32 bytes, once for each time they were handed over; null where there are none. */
    takeKey(): Promise<Uint8Array | null>;
}

export async function createDesk(parts: DeskParts): Promise<Desk> {
    const { toDevice, clearances, userId, nowMs } = parts;
    const { community, configured } = clearances;
    const store = createDeskStore(parts.store);
    const listeners: (() => void)[] = [];
    const changed = () => {
        for (const listener of listeners) listener();
    };
    const server = userId.slice(userId.indexOf(":"));
    const isColleague = (sender: string) => sender.endsWith(server);
    const requests = await createDeskRequests({ toDevice, store, nowMs, changed, isColleague });
    const spills = await createDeskSpills({ toDevice, store, nowMs, changed, isColleague });
    const asks = createSignatureAsks({
        ...{ toDevice, nowMs, changed, reads: parts.reads, establish: parts.establish },
        context: () => community.loaded().then(() => community.context()),
        holds(roles) {
            const held = clearances.holder.credential()?.disclosures;
            return roles.every((role) => held?.has(`role:${role}`) === true);
        },
    });
    let keys = readOfficerKeys(await store.read("keys"));
    const leavers = createDeskLeavers({
        ...{ http: parts.http, roomId: configured.own?.roomId ?? null, isNeeded: () => keys !== null },
        ...{ isColleague, nowMs, changed },
    });
    let register: Register = emptyRegister;
    let broken = false;
    let opened: OpenDesk | null = null;
    let writing: Promise<void> = Promise.resolve();
    const codes = new Map<string, string>();
    const acts = await createActs({ ...parts, deskStore: store, desk: () => opened, changed });

    const identities = createIdentityWatch({
        ...{ desk: () => opened, read: parts.readIdentities, nowMs, changed },
    });

    const readStored = async (): Promise<boolean> => {
        const context = community.context();
        const read = context === null ? null : await readRegister(await store.readRegister(), context.crypto);
        broken = read !== null && !read.ok;
        if (read?.ok) register = read.value;
        return read?.ok === true;
    };
    const unlock = async (with_: OfficerKeys, secret: string): Promise<Result<OpenDesk, EngineFailure>> => {
        const context = community.context();
        if (context === null) return err(failureOf({ code: "TRUST_MISSING" }));
        const officer = await openOfficer(with_, secret, context);
        if (!officer.ok) return officer;
        const by = officer.value.limits.officer;
        return ok({
            ...officer.value,
            register: () => register,
            append(events) {
                // One after the other: a line names the digest of the one before.
                const write = async () => {
                    const atS = Math.floor(nowMs() / 1000);
                    const appended = await appendEntries(register, events, { atS, by }, context.crypto);
                    await store.appendRegister(appended.lines, register.entries.length + 1);
                    register = appended.register;
                    await nameCodes();
                };
                const written = writing.then(write);
                writing = written.catch(() => undefined);
                return written;
            },
        });
    };
    const nameCodes = async () => {
        const context = community.context();
        if (context === null) return;
        for (const { event } of register.entries) {
            const named =
                event.kind === "issued" ? event.masterKey : event.kind === "identity-alarm" ? event.shown : null;
            if (named === null || !("userId" in event) || codes.has(event.userId + named)) continue;
            codes.set(event.userId + named, await identityCode(event.userId, named, context.crypto));
        }
        changed();
    };
    const takeSecret = async () => {
        const key = await parts.takeKey().catch(() => null);
        return key === null ? null : encodeBase64Url(key);
    };
    const opening = async (desk: OpenDesk): Promise<Result<void, EngineFailure>> => {
        if (!(await readStored())) {
            changed();
            return err(failureOf({ code: "DESK_REGISTER" }));
        }
        opened = desk;
        identities.closed();
        await nameCodes();
        identities.synced();
        return ok();
    };
    return {
        requests,
        spills,
        acts,
        identities,
        open: () => opened,
        async install({ keyFile, delegation, passphrase, register: text, keptBy }) {
            const given: OfficerKeys = { keyFile, delegation: delegation.trim(), keptBy: "passphrase" };
            const desk = await unlock(given, passphrase);
            if (!desk.ok) return desk;
            const secret = keptBy === "keystore" ? await takeSecret() : null;
            const fresh = secret === null ? given : await sealForKeystore(given, passphrase, secret);
            if (fresh === null || fresh.keptBy !== keptBy) return err(failureOf({ code: "DESK_KEYSTORE" }));
            if (text !== null) {
                const context = community.context();
                const read = context === null ? null : await readRegister(text, context.crypto);
                if (read === null || !read.ok) return err(failureOf({ code: "DESK_REGISTER" }));
                await store.replaceRegister(text);
            }
            await store.write("keys", { ...fresh });
            keys = fresh;
            return opening(desk.value);
        },
        async unlock(passphrase) {
            if (keys === null) return err(failureOf({ code: "DESK_NONE" }));
            const secret = keys.keptBy === "keystore" ? await takeSecret() : passphrase;
            if (secret === null) return err(failureOf({ code: "DESK_KEYSTORE" }));
            const desk = await unlock(keys, secret);
            return desk.ok ? opening(desk.value) : desk;
        },
        lock() {
            opened = null;
            changed();
        },
        registerText: () => store.readRegister(),
        snapshot() {
            const uri = opened?.limits.uri;
            const list = community.snapshot().lists.find((each) => each.uri === uri);
            const agency = configured.own?.agencyUrn ?? "";
            const trusted = community.context()?.bundle.agencies.get(agency);
            // Locked, its key is not read: by the agency's own policy then.
            const [pol = ""] = opened === null ? (trusted?.maxLvl.keys() ?? []) : [opened.limits.pol];
            return buildDeskSnapshot({
                state: broken ? "broken" : opened !== null ? "open" : keys !== null ? "locked" : "none",
                keptBy: keys?.keptBy ?? null,
                isOfficer: configured.own?.officers.includes(userId) ?? false,
                marking: deskMarking(pol, community.registry),
                limits: opened === null ? null : deskLimits(opened.limits, trusted?.name ?? agency, community.registry),
                ...{ register, requests: requests.list(), spills: spills.list(), asks: asks.list() },
                registry: community.registry,
                ...{ listIssuedAtMs: list?.issuedAtMs ?? null, actsWaiting: acts.areWaiting() },
                identitiesCheckedAtMs: identities.checkedAtMs(),
                nowS: Math.floor(nowMs() / 1000),
                leftAtMs: leavers.askedAtMs,
                codeOf: (who, masterKey) => codes.get(who + masterKey) ?? "",
            });
        },
        onChanged: (listener) => void listeners.push(listener),
        roomChanged: asks.roomChanged,
        synced() {
            void acts.send();
            leavers.synced();
            identities.synced();
        },
    };
}
