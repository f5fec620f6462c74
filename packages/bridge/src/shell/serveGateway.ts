import type { GatewayCallSnapshot } from "../engine/crisisSnapshot.ts";
import type { Engine } from "../engine/engine.ts";
import type { GatewayResult } from "./shell.ts";

/** Offers the engine a gateway: runs each call it asks for, and says how it ended. Until disposed. */
export function serveGateway(
    engine: Pick<Engine, "subscribe"> & { readonly commands: Pick<Engine["commands"], "gatewayCalled"> },
    run: (call: GatewayCallSnapshot) => Promise<GatewayResult>,
): Disposable {
    const running = new Set<string>();
    return engine.subscribe({ topic: "gateway" }, ({ rows }) => {
        for (const wire of rows) {
            const { call } = wire;
            if (running.has(call)) continue;
            running.add(call);
            void run(wire)
                .catch((): GatewayResult => ({ state: "not-started", exitCode: null }))
                .then((result) => engine.commands.gatewayCalled({ call, ...result }))
                .finally(() => running.delete(call));
        }
    });
}
