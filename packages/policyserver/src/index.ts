/** The second line of defence on a homeserver: refuses what a room's charter forbids in clear state. */
export { createPolicyServer, type PolicyServerOptions } from "./createPolicyServer.ts";
export type { PolicyTrust } from "./judgeEvent.ts";
export { type PolicyKey, policyKeyFrom } from "./signEvent.ts";
