import type { Result } from "@valise/base";
import {
    parseAlarmStep,
    parseAnswer,
    parseBatch,
    parseBroadcast,
    parseBroadcastNotice,
    parseCap,
    parseConfirmation,
    parseGatewayCall,
} from "../../src/index.ts";
import { parseWire } from "../../src/encoding/parseWire.ts";
import { countsPayload } from "../../src/ledger/wire.ts";
import { answerVectors, confirmationVectors, countsVectors, ledgerVectors } from "./answerVectors.ts";
import { alarmStepVectors, broadcastVectors, gatewayVectors, noticeVectors } from "./broadcastVectors.ts";
import { capVectors } from "./capVectors.ts";
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
    "broadcast.json": { build: broadcastVectors, read: parseBroadcast },
    "broadcast-notice.json": { build: noticeVectors, read: parseBroadcastNotice },
    "cap.json": { build: capVectors, read: (value) => parseCap(String(value)) },
    "counts.json": { build: countsVectors, read: (value) => parseWire(countsPayload, value) },
    "gateway-call.json": { build: gatewayVectors, read: parseGatewayCall },
    "ledger.json": { build: ledgerVectors, read: parseBatch },
};

/** The bytes of a vector file. */
export const formatVectors = (file: object): string => `${JSON.stringify(file, null, 1)}\n`;

/** Files whose cases have tests of their own. */
export const otherFiles: Readonly<Record<string, () => Promise<object>>> = {
    "read-back.json": readBackVectors,
};
