import { unwrap } from "@valise/base";
import { expect, it } from "vitest";
import { registry, resolveFiles } from "../../test/manifests.ts";
import { simulateAccess } from "./simulateAccess.ts";

it("tells what a person would be in, what they could join, and what they would read", async () => {
    const desired = unwrap(await resolveFiles());
    const brief = (user: string) =>
        simulateAccess(desired, user, registry).map(({ key, membership, reads }) => `${key} ${membership} ${reads}`);
    expect(brief("@claire:mfa.example")).toEqual([
        "channels/flash member yes",
        "rooms/east-desk member no",
        "rooms/lunch member yes",
        "spaces/mfa member yes",
    ]);
    expect(brief("@thomas:mfa.example")).toContain("rooms/east-desk may-join unknown");
    expect(brief("@nobody:else.example")).toEqual([]);
});
