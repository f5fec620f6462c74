import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { publishedStack } from "../support/demoStack.ts";

const bin = resolve(import.meta.dirname, "../../apps/cli/bin/valise.js");
const OFFICER = "@thomas.aubry:mfa.example";

/** The administrator's part without clearance or key, the officer's without the servers, and the room that needs both. */
test("an administrator applies, an officer signs what that asked for, and the room is then open to whom it names", () => {
    const stack = publishedStack();
    const data = dirname(dirname(stack.caFile));
    const folder = mkdtempSync(join(tmpdir(), "valise-signs-"));
    const valise = (...args: string[]) => {
        const ran = spawnSync(process.execPath, [bin, ...args, "--json"], {
            ...{ encoding: "utf8", timeout: 90_000 },
            env: { PATH: process.env.PATH, HOME: folder, LANG: "C.UTF-8", VALISE_DATA: data },
        });
        expect(ran.status, ran.stderr).toBe(0);
        return JSON.parse(ran.stdout);
    };
    try {
        const manifest = join(folder, "valise.yaml");
        writeFileSync(
            manifest,
            `valise: 1
community: signed
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S }
rooms:
  liaison: { agency: mfa, name: Liaison, charter: { label: FR/DR, agencies: [mfa] }, members: ["${OFFICER}"] }
`,
        );
        const asked = valise("apply", manifest);
        expect(asked).toMatchObject({ complete: false, openRequests: ["charter:rooms/liaison"], troubles: [] });
        const signAll = () => valise("--as", OFFICER, "officer", "sign", asked.signaturesFile, "--all");
        expect(signAll()).toMatchObject([{ id: "charter:rooms/liaison", signatures: 1 }]);
        // A roster room: the charter is in force, and now its people are to be admitted.
        expect(valise("apply", manifest)).toMatchObject({ openRequests: ["admission:rooms/liaison"], troubles: [] });
        expect(signAll()).toMatchObject([{ id: "admission:rooms/liaison", signatures: 1 }]);
        const done = valise("apply", manifest);
        expect(done).toMatchObject({ complete: true, openRequests: [], troubles: [] });
        expect(valise("plan", manifest, "--detailed-exitcode")).toMatchObject({ create: [], change: [], drift: [] });
        // What the officer signed is what clients believe: the officer's own client writes, and reads.
        const [{ roomId }] = done.rooms;
        valise("--as", OFFICER, "send", "--room", roomId, "--label", "FR/DR", "The list is final.");
        const readers = valise("--as", OFFICER, "who-can-read", "--room", roomId);
        expect(readers).toContainEqual(expect.objectContaining({ userId: OFFICER, reads: true }));
    } finally {
        rmSync(folder, { recursive: true });
    }
});
