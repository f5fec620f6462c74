import { describe, expect, it } from "vitest";
import { decideRoute, type RouteInput } from "./decideRoute.ts";

const desktop: RouteInput = {
    keyProtection: { kind: "keystore", backend: "test" },
    phase: "starting",
    failure: null,
    webProtection: null,
    isOpened: false,
};
const web: RouteInput = { ...desktop, keyProtection: { kind: "web" } };

describe("which screen is shown", () => {
    it.each([
        ["starting", "starting"],
        ["signed-out", "sign-in"],
        ["signing-in", "sign-in"],
        ["recovery-to-save", "recovery"],
        ["verify-needed", "verify-device"],
        ["soft-signed-out", "reauthenticate"],
        ["ready", "main"],
        ["failed", "failed"],
    ] as const)("in the desktop shell, %s shows %s", (phase, kind) => {
        expect(decideRoute({ ...desktop, phase }).kind).toBe(kind);
    });

    it("shows nothing but the reason where the key has no safe place, whatever the phase", () => {
        const input = { ...desktop, keyProtection: { kind: "unavailable", reason: "plain-text-only" } } as const;
        expect(decideRoute({ ...input, phase: "ready" })).toEqual({ kind: "no-keystore", reason: "plain-text-only" });
    });

    it("asks in the plain web build how to protect the store before anyone signs in", () => {
        expect(decideRoute({ ...web, phase: "signed-out" }).kind).toBe("protect");
        expect(decideRoute({ ...web, phase: "locked" }).kind).toBe("protect");
        expect(decideRoute({ ...web, phase: "starting" }).kind).toBe("protect");
        expect(decideRoute({ ...web, phase: "signed-out", isOpened: true }).kind).toBe("sign-in");
    });

    it("asks a store with a passphrase for it, and waits while the browser opens its own", () => {
        expect(decideRoute({ ...web, phase: "locked", webProtection: "passphrase" }).kind).toBe("unlock");
        expect(decideRoute({ ...web, phase: "locked", webProtection: "browser" }).kind).toBe("starting");
    });

    it("never asks for a passphrase where the store belongs to the system's keystore", () => {
        const route = decideRoute({ ...desktop, phase: "locked" });
        expect(route).toEqual({ kind: "failed", failure: { kind: "store-key-wrong" } });
    });

    it("never shows a failure without a cause", () => {
        expect(decideRoute({ ...desktop, phase: "failed" })).toMatchObject({ failure: { kind: "unexpected" } });
    });
});
