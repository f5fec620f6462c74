import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runProgram } from "../testing/runProgram.ts";

let dir: string;
const at = (name: string) => join(dir, name);
/** Behaves as libsecret's tool does: the secret by stdin and stdout as it is, 1 for what it does not keep. */
const fakeTool = `#!/bin/sh
command=$1; shift
[ "$command" = store ] && shift 2
file=$KEPT/$(printf %s "$*" | tr -c 'A-Za-z0-9_\n-' _)
case "$command" in
store) cat > "$file" ;;
lookup) [ -f "$file" ] && cat "$file" ;;
esac
`;
const withKeystore = () => ({ PATH: `${at("bin")}:/usr/bin:/bin`, KEPT: at("kept") });
const run = (env: NodeJS.ProcessEnv, ...args: string[]) => runProgram(["trust", ...args], env);

beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "valise-keystore-"));
    for (const folder of ["bin", "kept"]) mkdirSync(at(folder));
    writeFileSync(at("bin/secret-tool"), fakeTool);
    chmodSync(at("bin/secret-tool"), 0o755);
    writeFileSync(at("passphrase"), "correct horse battery staple\n");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const certify = (root: string, officer: string, out: string) => [
    ...["certify", "--root-key", at(root), "--officer-key", at(officer), "--officer", "officer-7"],
    ...["--agency", "urn:valise:agency:mfa", "--max-level", "FR/S", "--servers", "mfa.example"],
    ...["--status-list", "urn:valise:sl:mfa:1", "--out", at(out)],
];

it("a key that the keystore opens signs without a passphrase file, and not where that keystore is missing", async () => {
    const root = await run(
        withKeystore(),
        "init",
        "--kind",
        "root",
        "--name",
        "root",
        "--out",
        at("root"),
        "--keystore",
    );
    expect(root.failure).toBeNull();
    const officer = ["--kind", "officer", "--name", "o", "--out", at("officer"), "--passphrase-file", at("passphrase")];
    expect((await run({}, "init", ...officer)).failure).toBeNull();
    expect((await run(withKeystore(), ...certify("root", "officer", "signed.jwt"))).failure).toBeNull();
    const elsewhere = await run({ PATH: at("none") }, ...certify("root", "officer", "other.jwt"));
    expect([elsewhere.failure?.code, elsewhere.failure?.exitCode]).toEqual(["bad-usage", 2]);
});

it("an older key's passphrase is kept once it was seen to open the key", async () => {
    const made = ["--kind", "root", "--name", "old", "--out", at("old"), "--passphrase-file", at("passphrase")];
    await run({}, "init", ...made);
    writeFileSync(at("wrong"), "another passphrase\n");
    const wrong = await run(withKeystore(), "keep", "--key-file", at("old"), "--passphrase-file", at("wrong"));
    expect(wrong.failure?.code).toBe("passphrase-wrong");
    expect((await run(withKeystore(), ...certify("old", "officer", "early.jwt"))).failure?.code).toBe("bad-usage");
    await run(withKeystore(), "keep", "--key-file", at("old"), "--passphrase-file", at("passphrase"));
    expect((await run(withKeystore(), ...certify("old", "officer", "old.jwt"))).failure).toBeNull();
});

it("without a keystore no key is made, instead of one that nothing opens", async () => {
    const made = ["--kind", "root", "--name", "r", "--out", at("lost"), "--keystore"];
    const { failure } = await run({ PATH: at("none") }, "init", ...made);
    expect([failure?.code, failure?.exitCode]).toEqual(["keystore-missing", 3]);
    expect(existsSync(at("lost"))).toBe(false);
});
