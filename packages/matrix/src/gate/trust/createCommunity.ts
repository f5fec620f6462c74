import { type Clock, createInOrder } from "@valise/base";
import type { CommunityTrustSnapshot } from "@valise/bridge";
import {
    type AcceptedStatusList,
    acceptBundle,
    acceptStatusList,
    type BundlePin,
    bundlePolicies,
    type ClearanceCrypto,
    createVerificationCache,
    type Refusal,
    type SignedBundleWire,
    type StatusPin,
    type TrustBundle,
    type TrustContext,
} from "@valise/clearance";
import type { PolicyRegistry } from "@valise/labels";
import type { RecordStore } from "../../store/RecordStore.ts";
import { bundleRegistry, emptyRegistry } from "./bundleRegistry.ts";
import type { Community, Taken, TrustSource } from "./Community.ts";
import { trustSnapshot } from "./trustSnapshot.ts";
import { createTrustStore } from "./trustStore.ts";

/** A timer cannot wait for weeks; it looks again after a day. */
const MAX_WAIT_MS = 24 * 3_600_000;

export interface CommunityParts {
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly crypto: ClearanceCrypto;
    /** From the managed configuration; null where none is configured, and then nothing is ever trusted. */
    readonly configured: CommunityTrustSnapshot | null;
}

/** What is in use, all of one bundle. */
interface InUse {
    readonly bundle: TrustBundle;
    readonly wire: SignedBundleWire;
    readonly registry: PolicyRegistry;
    readonly frame: Omit<TrustContext, "nowS" | "lists">;
}

export function createCommunity({ store, clock, crypto, configured }: CommunityParts): Community {
    const kept = createTrustStore(store, configured?.community ?? "");
    const trust = configured === null ? null : { ...configured, keys: new Set(configured.keys) };
    const listeners: (() => void)[] = [];
    const pins = new Map<string, StatusPin>();
    let lists = new Map<string, AcceptedStatusList>();
    let inUse: InUse | null = null;
    let bundlePin: BundlePin | undefined;
    let evidence: string | null = null;
    /** By what the trust room files it under. */
    const refusals = new Map<string, string>();
    let timer: Disposable | null = null;

    const nowS = () => Math.floor(clock.nowMs() / 1000);
    const inOrder = createInOrder();
    const told = () => {
        timer?.[Symbol.dispose]();
        timer = null;
        const ends = [...lists.values()].map(({ exp }) => exp);
        if (inUse !== null) ends.push(inUse.bundle.exp);
        // Past `exp` counts from the second after.
        const due = ends.map((exp) => (exp + 1) * 1000 - clock.nowMs()).filter((ms) => ms > 0);
        if (due.length > 0) timer = clock.after(Math.min(MAX_WAIT_MS, ...due), told);
        for (const listener of listeners) listener();
    };
    const settled = <T extends Taken>(from: TrustSource, taken: T): T => {
        const cured = from.kind === "room" && refusals.delete(from.name);
        if (cured || taken.kind === "taken") told();
        return taken;
    };
    const refused = async (from: TrustSource, refusal: Refusal & { readonly evidence?: object }): Promise<Taken> => {
        if (refusal.evidence !== undefined) {
            evidence = refusal.code;
            await kept.writeEvidence(refusal.code, refusal.evidence);
        }
        if (from.kind === "room") refusals.set(from.name, refusal.code);
        if (from.kind === "room" || refusal.evidence !== undefined) told();
        return { kind: "refused", code: refusal.code };
    };

    /** Puts a bundle into use; lists that it does not cover (key gone, floor raised) are dropped, their pins stay. */
    const use = async (bundle: TrustBundle, wire: SignedBundleWire) => {
        const policies = bundlePolicies(bundle);
        const frame = { crypto, bundle, policies, cache: createVerificationCache() };
        const registry = await bundleRegistry(bundle, crypto);
        const covered = new Map<string, AcceptedStatusList>();
        for (const list of lists.values()) {
            const judged = { bundle, crypto, nowS: Math.min(nowS(), list.exp) };
            const again = await acceptStatusList(list.token, (uri) => pins.get(uri), judged);
            if (again.ok) covered.set(list.uri, again.value);
        }
        lists = covered;
        inUse = { bundle, wire, registry, frame };
    };

    const takeBundle = async (offered: unknown, from: TrustSource): Promise<Taken> => {
        if (trust === null) return { kind: "refused", code: "TRUST_NONE" };
        const accepted = await acceptBundle(offered, trust, bundlePin, nowS(), crypto);
        if (!accepted.ok) return refused(from, accepted.error);
        const bundle = accepted.value;
        const { seq, iat, digest } = bundle;
        if (inUse?.bundle.digest === digest) return settled(from, { kind: "known" });
        const wire = offered as SignedBundleWire;
        await kept.writeBundle({ pin: { seq, iat, digest }, wire });
        bundlePin = { seq, iat, digest };
        await use(bundle, wire);
        return settled(from, { kind: "taken" });
    };

    const takeList = async (token: unknown, from: TrustSource): Promise<Taken> => {
        if (inUse === null) return { kind: "refused", code: trust === null ? "TRUST_NONE" : "TRUST_MISSING" };
        if ([...lists.values()].some((list) => list.token === token)) return settled(from, { kind: "known" });
        const judged = { bundle: inUse.bundle, crypto, nowS: nowS() };
        const accepted = await acceptStatusList(token, (uri) => pins.get(uri), judged);
        if (!accepted.ok) return refused(from, accepted.error);
        const { uri, seq, iat, digest, exp } = accepted.value;
        const pin = { seq, iat, digest };
        await kept.writeList({ uri, pin, exp, token: accepted.value.token });
        pins.set(uri, pin);
        lists = new Map(lists).set(uri, accepted.value);
        return settled(from, { kind: "taken" });
    };

    /** What was accepted once is judged at its own time: stale data stays stale across restarts, and is not missing. */
    const load = async () => {
        if (trust === null) return;
        for (const { uri, pin } of await kept.readLists()) pins.set(uri, pin);
        evidence = (await kept.readEvidence()).at(-1) ?? null;
        const bundle = await kept.readBundle();
        bundlePin = bundle?.pin;
        if (bundle === null) return;
        const accepted = await acceptBundle(bundle.wire, trust, bundle.pin, bundle.pin.iat, crypto);
        if (!accepted.ok) {
            refusals.set("", accepted.error.code);
            return told();
        }
        for (const { token, exp } of await kept.readLists()) {
            const judged = { bundle: accepted.value, crypto, nowS: Math.min(nowS(), exp) };
            const list = await acceptStatusList(token, (uri) => pins.get(uri), judged);
            if (list.ok) lists.set(list.value.uri, list.value);
        }
        await use(accepted.value, bundle.wire);
        told();
    };
    const loading = inOrder(load);

    return {
        context: () => (inUse === null ? null : { ...inUse.frame, lists, nowS: nowS() }),
        get registry() {
            return inUse?.registry ?? emptyRegistry;
        },
        snapshot: () =>
            trustSnapshot({
                isConfigured: configured !== null,
                bundle: inUse?.bundle ?? null,
                registry: inUse?.registry ?? emptyRegistry,
                lists,
                code: evidence ?? [...refusals.values()].at(-1) ?? null,
                nowS: nowS(),
            }),
        agencyOfServer(serverName) {
            const agencies = [...(inUse?.bundle.agencies.values() ?? [])];
            return agencies.find(({ hs }) => hs.has(serverName)) ?? null;
        },
        loaded: () => loading,
        takeBundle: (offered, from) => inOrder(() => takeBundle(offered, from)),
        takeList: (token, from) => inOrder(() => takeList(token, from)),
        newest: () => ({ bundle: inUse?.wire ?? null, lists: [...lists.values()].map(({ token }) => token) }),
        onChanged: (listener) => void listeners.push(listener),
        stop: () => timer?.[Symbol.dispose](),
    };
}
