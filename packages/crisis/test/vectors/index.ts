import type { Result } from "@valise/base";
import {
    parseAlarmStep,
    parseAnswer,
    parseBatch,
    parseBroadcast,
    parseBroadcastNotice,
    parseCap,
    parseCapsule,
    parseConfirmation,
    parseGatewayCall,
    parseManifest,
    parsePhase,
    parseRelease,
} from "../../src/index.ts";
import { parseWire } from "../../src/encoding/parseWire.ts";
import { countsPayload } from "../../src/ledger/wire.ts";
import { answerVectors, confirmationVectors, countsVectors, ledgerVectors, recipientVectors, releaseVectors } from "./answerVectors.ts";
import { alarmStepVectors, broadcastVectors, gatewayVectors, noticeVectors } from "./broadcastVectors.ts";
import { capVectors } from "./capVectors.ts";
import { archivePayload, manifestSchema } from "../../src/archive/wire.ts";
import { bagItem, bagPayload } from "../../src/bag/wire.ts";
import { logSchema } from "../../src/log/wire.ts";
import { archiveVectors, bagItemVectors, bagVectors, logVectors, manifestVectors } from "./logVectors.ts";
import { callSchema } from "../../src/opening/call.ts";
import { templateSchema } from "../../src/plan/wire.ts";
import { directorySchema, handoverSchema } from "../../src/watch/wire.ts";
import {
    callVectors,
    capsuleVectors,
    directoryVectors,
    handoverVectors,
    phaseVectors,
    templateVectors,
} from "./planVectors.ts";
import { readBackVectors } from "./readBackVectors.ts";
import type { WireVectorFile } from "./cases.ts";

interface Format {
    readonly build: () => WireVectorFile;
    readonly read: (value: unknown) => Result<unknown, { readonly kind: string; readonly path?: string }>;
}

/** Each file of `vectors/`: what makes it, and what reads its cases. */
export const formats: Readonly<Record<string, Format>> = {
    "alarm-step.json": { build: alarmStepVectors, read: parseAlarmStep },
    "answer.json": { build: answerVectors, read: parseAnswer },
    "answer-confirmed.json": { build: confirmationVectors, read: parseConfirmation },
    "archive.json": { build: archiveVectors, read: (value) => parseWire(archivePayload, value) },
    "archive-manifest.json": { build: manifestVectors, read: (value) => parseWire(manifestSchema, value) },
    "bag.json": { build: bagVectors, read: (value) => parseWire(bagPayload, value) },
    "bag-item.json": { build: bagItemVectors, read: (value) => parseWire(bagItem, value) },
    "broadcast.json": { build: broadcastVectors, read: parseBroadcast },
    "broadcast-manifest.json": { build: recipientVectors, read: parseManifest },
    "broadcast-notice.json": { build: noticeVectors, read: parseBroadcastNotice },
    "call.json": { build: callVectors, read: (value) => parseWire(callSchema, value) },
    "cap.json": { build: capVectors, read: (value) => parseCap(typeof value === "string" ? value : "") },
    "capsule.json": { build: capsuleVectors, read: parseCapsule },
    "counts.json": { build: countsVectors, read: (value) => parseWire(countsPayload, value) },
    "directory.json": { build: directoryVectors, read: (value) => parseWire(directorySchema, value) },
    "gateway-call.json": { build: gatewayVectors, read: parseGatewayCall },
    "handover.json": { build: handoverVectors, read: (value) => parseWire(handoverSchema, value) },
    "ledger.json": { build: ledgerVectors, read: parseBatch },
    "log.json": { build: logVectors, read: (value) => parseWire(logSchema, value) },
    "phase.json": { build: phaseVectors, read: parsePhase },
    "release.json": { build: releaseVectors, read: parseRelease },
    "template.json": { build: templateVectors, read: (value) => parseWire(templateSchema, value) },
};

/** The bytes of a vector file. */
export const formatVectors = (file: object): string => `${JSON.stringify(file, null, 1)}\n`;

/** Files whose cases have tests of their own. */
export const otherFiles: Readonly<Record<string, () => object | Promise<object>>> = {
    "read-back.json": readBackVectors,
};
