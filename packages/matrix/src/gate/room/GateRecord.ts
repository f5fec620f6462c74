import type { CharterPins, StatementWire } from "@valise/clearance";
import { asObject, type JsonObject } from "../../json.ts";
import type { RecordStore, StoredValue } from "../../store/RecordStore.ts";
import type { ToldStatement } from "./GateEvents.ts";
import type { KeptMemory } from "./standings.ts";

/** What a server tried and did not achieve. `about` tells one attempt from another, and is never shown. */
export interface Anomaly {
    readonly code: string;
    readonly atMs: number;
    readonly about: string;
}

/** What is remembered of a labelled room across restarts. Written before what it pins is used. */
export interface GateRecord {
    readonly pins: CharterPins | null;
    /** The statements of the pinned heads by digest, to be offered again when a server hides one. */
    readonly heads: { readonly [digest: string]: StatementWire };
    /** Heads this device has offered again. */
    readonly reoffered: readonly string[];
    /** Who will not read, as the person was told and confirmed. */
    readonly confirmed: readonly string[];
    readonly anomalies: readonly Anomaly[];
    /** Claims the person would not show here. */
    readonly declined: readonly string[] | null;
    /** What this account last showed here: until the server's word is there, it is known not to be asked again. */
    readonly shown: string | null;
    /** What an earlier label let into the key backup was taken out of it. */
    readonly outOfBackup: boolean;
}

/** Admissions and break-glasses that were verified here: a server that hides them takes nothing back. */
export interface KeptRoster {
    readonly admissions: readonly ToldStatement[];
    readonly glasses: readonly ToldStatement[];
}

export const emptyGateRecord: GateRecord = {
    pins: null,
    heads: {},
    reoffered: [],
    confirmed: [],
    anomalies: [],
    declined: null,
    shown: null,
    outOfBackup: false,
};

const MAX_ANOMALIES = 20;

/** The newest stands last; the same attempt counts once. */
export function withAnomaly(record: GateRecord, anomaly: Anomaly): GateRecord {
    const known = record.anomalies.some(({ code, about }) => code === anomaly.code && about === anomaly.about);
    return known ? record : { ...record, anomalies: [...record.anomalies, anomaly].slice(-MAX_ANOMALIES) };
}

export interface GateStore {
    /** Null: there is none. Throws where there is one that does not open: then nothing is known, and nothing is sent. */
    read(): Promise<GateRecord | null>;
    /** Throws when the disk refuses: what is not kept is not used. */
    write(record: GateRecord): Promise<void>;
    readRoster(): Promise<KeptRoster>;
    writeRoster(roster: KeptRoster): Promise<void>;
    readMemory(): Promise<{ readonly [userId: string]: KeptMemory }>;
    writeMemory(memory: { readonly [userId: string]: KeptMemory }): Promise<void>;
}

export class GateStoreRefused extends Error {
    override readonly name = "GateStoreRefused";
}

export function createGateStore(store: RecordStore, roomId: string): GateStore {
    const read = async (id: string): Promise<JsonObject | null> => {
        const found = await store.get("trust", { group: roomId, id });
        if (!found.ok) throw new GateStoreRefused();
        return asObject(found.value);
    };
    const write = async (id: string, value: object, durability: "strict" | "relaxed") => {
        const key = { group: roomId, id };
        const written = await store.write(
            [{ kind: "put", table: "trust", key, value: value as StoredValue }],
            durability,
        );
        if (!written.ok) throw new GateStoreRefused();
    };
    return {
        async read() {
            const kept = await read("gate");
            return kept === null ? null : { ...emptyGateRecord, ...(kept as Partial<GateRecord>) };
        },
        write: (record) => write("gate", record, "strict"),
        async readRoster() {
            const kept = (await read("roster")) as Partial<KeptRoster> | null;
            return { admissions: kept?.admissions ?? [], glasses: kept?.glasses ?? [] };
        },
        writeRoster: (roster) => write("roster", roster, "strict"),
        readMemory: async () => ((await read("memory")) ?? {}) as { readonly [userId: string]: KeptMemory },
        // Losing the last seconds of it loses grace, or a revocation that the status list still holds.
        writeMemory: (memory) => write("memory", memory, "relaxed"),
    };
}
