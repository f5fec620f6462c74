import { err, ok, type Result } from "@valise/base";
import type {
    DeviceId,
    EngineFailure,
    VerificationPhase as Phase,
    UserId,
    VerificationSnapshot,
    VerificationsSnapshot,
} from "@valise/bridge";
import {
    CryptoEvent,
    type ShowSasCallbacks,
    VerificationPhase,
    type VerificationRequest,
    VerificationRequestEvent,
    type Verifier,
    VerifierEvent,
} from "matrix-js-sdk/lib/crypto-api/index.js";
import type { CryptoParts } from "../crypto/openCrypto.ts";

/** Emoji verification (m.sas.v1), by to-device messages: nothing of it passes through a room. */
export interface Verifications {
    snapshot(): VerificationsSnapshot;
    start(userId: string, deviceId: string | null): Promise<Result<{ flowId: string }, EngineFailure>>;
    accept(flowId: string): Promise<Result<void, EngineFailure>>;
    confirm(flowId: string, match: boolean): Promise<Result<void, EngineFailure>>;
    cancel(flowId: string): Promise<Result<void, EngineFailure>>;
}

interface Flow {
    readonly request: VerificationRequest;
    readonly incoming: boolean;
    verifier: Verifier | null;
    sas: ShowSasCallbacks | null;
    confirmed: boolean;
    starting: boolean;
}

const MAX_ASKED_DEVICES = 5;
const KEPT_ENDED = 4;

export function createVerifications(crypto: CryptoParts, myUserId: string, changed: () => void): Verifications {
    const { sdk } = crypto;
    const flows = new Map<string, Flow>();
    /** Requests to several devices of one person are one flow: the first that answers is it. */
    const siblings = new Map<string, readonly VerificationRequest[]>();
    let snapshot: VerificationsSnapshot = { rows: [] };

    const publish = () => {
        const ended = [...flows].filter(([, flow]) => isEnded(flow));
        for (const [flowId] of ended.slice(0, -KEPT_ENDED)) flows.delete(flowId);
        snapshot = { rows: [...flows].map(([flowId, flow]) => toRow(flowId, flow, myUserId)) };
        changed();
    };

    const watchVerifier = (flow: Flow, verifier: Verifier) => {
        if (flow.verifier === verifier) return;
        flow.verifier = verifier;
        flow.sas = verifier.getShowSasCallbacks();
        verifier.on(VerifierEvent.ShowSas, (sas) => {
            flow.sas = sas;
            publish();
        });
        // Ends by itself; the request's phase says how.
        verifier
            .verify()
            .catch(() => {})
            .finally(publish);
    };

    const step = (flow: Flow) => {
        const { request } = flow;
        if (request.phase === VerificationPhase.Ready && !flow.incoming && !flow.starting) {
            flow.starting = true;
            request.startVerification("m.sas.v1").catch(() => request.cancel().catch(() => {}));
        }
        if (request.phase === VerificationPhase.Started && request.verifier !== undefined) {
            watchVerifier(flow, request.verifier);
        }
        publish();
    };

    const add = (request: VerificationRequest, incoming: boolean): string | null => {
        const flowId = request.transactionId;
        if (flowId === undefined) return null;
        if (flows.has(flowId)) return flowId;
        const flow: Flow = { request, incoming, verifier: null, sas: null, confirmed: false, starting: false };
        flows.set(flowId, flow);
        request.on(VerificationRequestEvent.Change, () => {
            try {
                step(flow);
            } catch {
                publish();
            }
        });
        publish();
        return flowId;
    };

    sdk.on(CryptoEvent.VerificationRequestReceived, (request) => {
        if (request.pending) add(request, true);
    });

    const startWithDevices = async (userId: string, deviceIds: readonly string[]) => {
        const requests: VerificationRequest[] = [];
        for (const deviceId of deviceIds) requests.push(await sdk.requestDeviceVerification(userId, deviceId));
        const [first, ...others] = requests;
        if (first === undefined) return null;
        const flowId = add(first, false);
        for (const other of others) joinSiblings(first, other);
        if (flowId !== null) siblings.set(flowId, requests);
        return flowId;
    };

    /** Another device answered first: it takes the place, and the rest are called off. */
    const joinSiblings = (first: VerificationRequest, other: VerificationRequest) => {
        other.on(VerificationRequestEvent.Change, () => {
            if (other.phase !== VerificationPhase.Ready || first.phase !== VerificationPhase.Requested) return;
            const flowId = first.transactionId ?? "";
            const flow = flows.get(flowId);
            if (flow === undefined) return;
            const taken: Flow = { ...flow, request: other };
            flows.set(flowId, taken);
            other.on(VerificationRequestEvent.Change, () => step(taken));
            first.cancel().catch(() => {});
            step(taken);
        });
    };

    const withFlow = async (
        flowId: string,
        run: (flow: Flow) => Promise<void>,
    ): Promise<Result<void, EngineFailure>> => {
        const flow = flows.get(flowId);
        if (flow === undefined) return err({ kind: "not-found" });
        try {
            await run(flow);
            publish();
            return ok();
        } catch {
            return err(failureOf(flow) ?? { kind: "not-found" });
        }
    };

    return {
        snapshot: () => snapshot,
        async start(userId, deviceId) {
            try {
                const flowId =
                    userId === myUserId && deviceId === null
                        ? add(await sdk.requestOwnUserVerification(), false)
                        : await startWithDevices(userId, deviceId === null ? await signedDevices(userId) : [deviceId]);
                return flowId === null ? err({ kind: "not-found" }) : ok({ flowId });
            } catch {
                return err({ kind: "not-found" });
            }
        },
        accept: (flowId) => withFlow(flowId, (flow) => flow.request.accept()),
        confirm: (flowId, match) =>
            withFlow(flowId, async (flow) => {
                if (flow.sas === null) throw new Error("nothing to compare yet");
                if (!match) return flow.sas.mismatch();
                flow.confirmed = true;
                publish();
                await flow.sas.confirm();
            }),
        cancel: (flowId) =>
            withFlow(flowId, async (flow) => {
                for (const request of siblings.get(flowId) ?? []) if (request.pending) await request.cancel();
                if (flow.request.pending) await flow.request.cancel();
            }),
    };

    async function signedDevices(userId: string): Promise<readonly string[]> {
        const devices = (await sdk.getUserDeviceInfo([userId], true)).get(userId);
        const signed: string[] = [];
        for (const deviceId of devices?.keys() ?? []) {
            const status = await sdk.getDeviceVerificationStatus(userId, deviceId);
            if (status?.signedByOwner === true) signed.push(deviceId);
        }
        return signed.slice(0, MAX_ASKED_DEVICES);
    }
}

function isEnded(flow: Flow): boolean {
    const { phase } = flow.request;
    return phase === VerificationPhase.Done || phase === VerificationPhase.Cancelled;
}

function phaseOf(flow: Flow): Phase {
    switch (flow.request.phase) {
        case VerificationPhase.Done:
            return "done";
        case VerificationPhase.Cancelled:
            return "cancelled";
        case VerificationPhase.Ready:
            return "ready";
        case VerificationPhase.Started:
            if (flow.confirmed) return "waiting";
            return flow.sas === null ? "ready" : "emoji";
        default:
            return "requested";
    }
}

function failureOf(flow: Flow): EngineFailure | null {
    const { request } = flow;
    if (request.phase !== VerificationPhase.Cancelled) return null;
    const by = request.cancellingUserId === request.otherUserId && !request.isSelfVerification ? "them" : "me";
    return { kind: "verification-cancelled", by, code: request.cancellationCode ?? "m.unknown" };
}

function toRow(flowId: string, flow: Flow, myUserId: string): VerificationSnapshot {
    const { request } = flow;
    const phase = phaseOf(flow);
    const emoji = phase === "emoji" ? (flow.sas?.sas.emoji ?? null) : null;
    return {
        flowId,
        phase,
        incoming: flow.incoming,
        userId: request.otherUserId as UserId,
        deviceId: (request.otherDeviceId ?? null) as DeviceId | null,
        own: request.otherUserId === myUserId,
        emoji: emoji === null ? null : emoji.map(([symbol, name]) => ({ symbol, name })),
        failure: failureOf(flow),
    };
}
