import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createPolicyServer } from "@valise/policyserver";
import { badUsage } from "../output/CommandFailure.ts";
import { createPolicyTrust } from "../policy/createPolicyTrust.ts";
import { ensurePolicyKey } from "../policy/policyKeyFile.ts";
import { createClearanceTools } from "../trust/clearanceTools.ts";
import { formatUnit } from "../trust/formatUnit.ts";
import type { Context } from "./Context.ts";

export interface PolicyOptions {
    readonly serverName: string;
    readonly keyFile: string;
    readonly bundle: string;
    readonly trust: string;
    readonly port: number;
    readonly printUnit?: boolean;
}

/** `valise policy serve`: answers the homeserver of this machine until told to end. Says each refusal's code, no more. */
export async function servePolicy(context: Context, options: PolicyOptions): Promise<void> {
    const { output } = context;
    if (options.printUnit === true) {
        const unit = formatUnit("Valise policy server", "valise-policy", process.argv.slice(2));
        output.data({ unit }, unit);
        return;
    }
    const { serverName, port } = options;
    if (!Number.isInteger(port) || port > 65_535) throw badUsage("usage.number", { value: String(port) });
    const key = ensurePolicyKey(options.keyFile);
    const tools = await createClearanceTools(context.env);
    const trust = createPolicyTrust(options, tools, (error) => void output.fail(error));
    const server = createPolicyServer({
        ...{ serverName, key, trust, nowS: tools.nowS },
        onRefused: (code, type) => output.line({ refused: code, type }),
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    output.line({ ready: true, url, publicKey: key.publicKey });
    await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    });
    server.close();
    server.closeAllConnections();
}
