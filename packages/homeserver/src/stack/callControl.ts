import { readFileSync } from "node:fs";
import { err, ok, type Result } from "@valise/base";
import { z } from "zod";
import type { LinkFault } from "../proxy/linkFault.ts";
import type { HomeserverAction } from "./createControlServer.ts";
import type { RunningStack } from "./findRunningStack.ts";

export type ControlRequest =
    | { readonly kind: "status" }
    | ({
          readonly kind: "fault";
          readonly from: string;
          readonly to: string;
          readonly both?: boolean;
      } & Partial<LinkFault>)
    | { readonly kind: "heal" }
    | { readonly kind: "homeserver"; readonly id: string; readonly action: HomeserverAction };

/** What the supervisor answered instead of doing it: `not-found`, `no-such-link`, `not-running`, `bad-request`, … */
export interface ControlRefusal {
    readonly kind: "control-refused";
    readonly status: number;
    readonly error: string;
}

const refusal = z.object({ error: z.string() });

/** Steers a stack that another process runs, through its control interface; answers its JSON. */
export async function callControl(
    stack: RunningStack,
    request: ControlRequest,
): Promise<Result<unknown, ControlRefusal>> {
    const { proxyControlUrl, proxyControlTokenFile } = stack.ready;
    const { method, path, body } = describeCall(request);
    const response = await fetch(proxyControlUrl + path, {
        method,
        headers: { authorization: `Bearer ${readFileSync(proxyControlTokenFile, "utf8").trim()}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return ok(answer);
    const error = refusal.safeParse(answer).data?.error ?? "unexpected-answer";
    return err({ kind: "control-refused", status: response.status, error });
}

function describeCall(request: ControlRequest): { method: string; path: string; body?: unknown } {
    switch (request.kind) {
        case "status":
            return { method: "GET", path: "/status" };
        case "heal":
            return { method: "DELETE", path: "/links" };
        case "homeserver":
            return { method: "POST", path: `/homeservers/${encodeURIComponent(request.id)}/${request.action}` };
        case "fault": {
            const { kind: _kind, ...body } = request;
            return { method: "POST", path: "/links", body };
        }
    }
}
