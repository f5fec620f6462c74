import { readdirSync, readFileSync } from "node:fs";
import { unwrap } from "@valise/base";
import { fakeManifestFiles } from "@valise/testkit/provisioning";
import { describe, expect, it } from "vitest";
import { invitationSchema, loadManifest, manifestJsonSchema, reminderSchema, resolveManifest } from "../src/index.ts";
import { registry } from "./manifests.ts";

const root = new URL("../", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), "utf8");

describe("documents", () => {
    it("the JSON Schema for editors is what the code checks", () => {
        expect(JSON.parse(read("manifest.schema.json"))).toEqual(manifestJsonSchema());
        expect(JSON.parse(read("invitation.schema.json"))).toEqual(invitationSchema());
        expect(JSON.parse(read("reminder.schema.json"))).toEqual(reminderSchema());
    });

    it("every rule that can refuse stands in the specification", () => {
        const spec = read("SPEC.md");
        const named = (file: string) =>
            [...read(file).matchAll(/^ {4}\| "([a-z0-9-]+)"/gm)].map(([, rule]) => rule ?? "");
        const rules = [
            ...named("src/manifest/ManifestRefusal.ts"),
            ...named("src/plan/Plan.ts").filter((rule) => rule.includes("-") || rule === "rollback"),
        ];
        expect(rules.length).toBeGreaterThan(30);
        expect(rules.filter((rule) => !spec.includes(`\`${rule}\``))).toEqual([]);
    });

    it("every clause cited in the source is in the specification", () => {
        const clauses = new Set(
            [...read("SPEC.md").matchAll(/^(?:## )?(\d+(?:\.\d+)?) /gm)].map(([, clause]) => clause),
        );
        const files = readdirSync(new URL("src/", root), { recursive: true, encoding: "utf8" });
        const cited = files
            .filter((name) => name.endsWith(".ts"))
            .flatMap((name) =>
                [...read(`src/${name}`).matchAll(/\(SPEC (\d+(?:\.\d+)?)\)/g)].map(([, clause]) => clause),
            );
        expect(cited.length).toBeGreaterThan(8);
        expect(cited.filter((clause) => !clauses.has(clause))).toEqual([]);
    });

    it("the example is a manifest that nothing is wrong with", async () => {
        const names = ["demo.yaml", "arrivals.csv"];
        const files = fakeManifestFiles(Object.fromEntries(names.map((name) => [name, read(`examples/${name}`)])));
        const loaded = unwrap(await loadManifest(files, "demo.yaml", "passed-over"));
        expect(resolveManifest(loaded, registry)).toMatchObject({ ok: true });
    });

    it("the README is short", () => {
        expect(read("README.md").split("\n").length).toBeLessThanOrEqual(41);
    });
});
