/** A supervisor of its own process, for tests that kill it. Arguments: data folder. Prints one line when ready. */
import { defaultRuntimeDir, startStack } from "../src/index.ts";

const dataDir = process.argv[2] ?? "";
const users = [{ localpart: "alice", displayName: "Alice", roles: [], clearance: null, admin: false }];
const stack = await startStack({
    description: { kind: "test", agencies: [{ id: "mfa", serverName: "mfa.example", name: "MFA", users }] },
    dataDir,
    runtimeDir: defaultRuntimeDir(),
});
process.stdout.write(`${JSON.stringify(stack.ok ? { pid: stack.value.status().agencies[0]?.pid } : stack.error)}\n`);
if (!stack.ok) process.exit(1);
process.once("SIGTERM", () => void stack.value[Symbol.asyncDispose]().then(() => process.exit(0)));
setInterval(() => {}, 1_000);
