import { err, ok, type Result } from "@valise/base";
import type { DeskSnapshot, EngineFailure } from "@valise/bridge";
import {
    appendEntries,
    emptyRegister,
    identityCode,
    openKey,
    parseKeyFile,
    type Register,
    readOfficerLimits,
    readRegister,
} from "@valise/clearance/desk";
import type { Clearances } from "../gate/createClearances.ts";
import { failureOf } from "../gate/holder/refusals.ts";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { asObject, asString } from "../json.ts";
import type { RecordStore } from "../store/RecordStore.ts";
import type { ToDevice } from "../sync/createToDevice.ts";
import { type Acts, createActs } from "./createActs.ts";
import { createDeskRequests, type DeskRequests } from "./createDeskRequests.ts";
import { createDeskStore } from "./DeskStore.ts";
import { deskLimits } from "./deskLimits.ts";
import { buildDeskSnapshot } from "./deskSnapshot.ts";
import type { OpenDesk } from "./OpenDesk.ts";

/** A security officer's desk in this account: requests come in always, the rest once it is unlocked. */
export interface Desk {
    readonly requests: DeskRequests;
    readonly acts: Acts;
    /** Null while locked. */
    open(): OpenDesk | null;
    install(input: {
        readonly keyFile: string;
        readonly delegation: string;
        readonly passphrase: string;
        readonly register: string | null;
    }): Promise<Result<void, EngineFailure>>;
    unlock(passphrase: string): Promise<Result<void, EngineFailure>>;
    lock(): void;
    registerText(): Promise<string>;
    snapshot(): DeskSnapshot;
    onChanged(listener: () => void): void;
    /** The network is there: acts that wait go out. */
    synced(): void;
}

export interface DeskParts {
    readonly store: RecordStore;
    readonly http: MatrixHttp;
    readonly toDevice: ToDevice;
    readonly clearances: Clearances;
    readonly userId: string;
    nowMs(): number;
}

interface Keys {
    readonly keyFile: string;
    readonly delegation: string;
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
    const requests = await createDeskRequests({
        ...{ toDevice, store, nowMs, changed },
        isColleague: (sender) => sender.endsWith(server),
    });
    let keys = readKeys(await store.read("keys"));
    let register: Register = emptyRegister;
    let broken = false;
    let opened: OpenDesk | null = null;
    const codes = new Map<string, string>();
    const acts = await createActs({ ...parts, deskStore: store, desk: () => opened, changed });

    const readStored = async (): Promise<boolean> => {
        const context = community.context();
        const read = context === null ? null : await readRegister(await store.readRegister(), context.crypto);
        broken = read !== null && !read.ok;
        if (read?.ok) register = read.value;
        return read?.ok === true;
    };
    const unlock = async (with_: Keys, passphrase: string): Promise<Result<OpenDesk, EngineFailure>> => {
        const context = community.context();
        if (context === null) return err(failureOf({ code: "TRUST_MISSING" }));
        const file = parseKeyFile(with_.keyFile);
        if (!file.ok || file.value.purpose !== "officer") return err(failureOf({ code: "DESK_KEY_FILE" }));
        const key = await openKey(file.value, passphrase, globalThis.crypto.subtle);
        if (!key.ok) {
            const code = key.error.kind === "passphrase-wrong" ? "DESK_PASSPHRASE" : "DESK_KEY_FILE";
            return err(failureOf({ code }));
        }
        const officer = { signer: await context.crypto.signerFrom(key.value), delegation: with_.delegation };
        const limits = await readOfficerLimits(officer, context);
        if (!limits.ok) return err(failureOf(limits.error));
        return ok({
            ...{ officer, limits: limits.value, register: () => register },
            async append(events) {
                const by = limits.value.officer;
                const atS = Math.floor(nowMs() / 1000);
                const appended = await appendEntries(register, events, { atS, by }, context.crypto);
                await store.appendRegister(appended.lines, register.entries.length + 1);
                register = appended.register;
                await nameCodes();
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
    return {
        requests,
        acts,
        open: () => opened,
        async install({ keyFile, delegation, passphrase, register: text }) {
            const fresh = { keyFile, delegation: delegation.trim() };
            const desk = await unlock(fresh, passphrase);
            if (!desk.ok) return desk;
            if (text !== null) {
                const context = community.context();
                const read = context === null ? null : await readRegister(text, context.crypto);
                if (read === null || !read.ok) return err(failureOf({ code: "DESK_REGISTER" }));
                await store.replaceRegister(text);
            }
            await store.write("keys", fresh);
            keys = fresh;
            if (!(await readStored())) return err(failureOf({ code: "DESK_REGISTER" }));
            opened = desk.value;
            await nameCodes();
            return ok();
        },
        async unlock(passphrase) {
            if (keys === null) return err(failureOf({ code: "DESK_NONE" }));
            const desk = await unlock(keys, passphrase);
            if (!desk.ok) return desk;
            if (!(await readStored())) {
                changed();
                return err(failureOf({ code: "DESK_REGISTER" }));
            }
            opened = desk.value;
            await nameCodes();
            return ok();
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
            const name = community.context()?.bundle.agencies.get(agency)?.name ?? agency;
            return buildDeskSnapshot({
                state: broken ? "broken" : opened !== null ? "open" : keys !== null ? "locked" : "none",
                isOfficer: configured.own?.officers.includes(userId) ?? false,
                limits: opened === null ? null : deskLimits(opened.limits, name, community.registry),
                ...{ register, requests: requests.list(), registry: community.registry },
                ...{ listIssuedAtMs: list?.issuedAtMs ?? null, actsWaiting: acts.areWaiting() },
                nowS: Math.floor(nowMs() / 1000),
                codeOf: (who, masterKey) => codes.get(who + masterKey) ?? "",
            });
        },
        onChanged: (listener) => void listeners.push(listener),
        synced: () => void acts.send(),
    };
}

function readKeys(value: unknown): Keys | null {
    const object = asObject(value);
    const [keyFile, delegation] = [asString(object?.keyFile), asString(object?.delegation)];
    return keyFile === null || delegation === null ? null : { keyFile, delegation };
}
