/** Real Synapse homeservers, one per agency, federating on loopback: installed, configured, run, and broken on purpose. */
export { type DeploymentInput, deploymentFiles } from "./deploy/deploymentFiles.ts";
export { demoStack } from "./description/demoStack.ts";
export {
    type AgencyDescription,
    parseStackDescription,
    type StackDescription,
    type UserDescription,
    userIdOf,
} from "./description/stackDescription.ts";
export { describeStackError, type StackError, type StackErrorKind, StackFailure, stackExitCode } from "./errors.ts";
export type { HomeserverState } from "./process/createHomeserver.ts";
export { waitForLock } from "./process/lockFile.ts";
export type { LinkState } from "./proxy/createFederationProxy.ts";
export { type LinkFault, NO_FAULT } from "./proxy/linkFault.ts";
export { type ControlRefusal, type ControlRequest, callControl } from "./stack/callControl.ts";
export { type StackOptions, type StackStep, startStack } from "./stack/createStack.ts";
export { defaultDataDir, defaultRuntimeDir } from "./stack/defaultFolders.ts";
export {
    type ReadyAgency,
    type ReadyLine,
    type ReadyUser,
    type StackTrust,
    stackTrustSchema,
} from "./stack/describeReady.ts";
export { findRunningStack, type RunningStack, stopRunningStack } from "./stack/findRunningStack.ts";
export type { StackProfile } from "./stack/profiles.ts";
export { resetStack } from "./stack/resetStack.ts";
export type { AgencyStatus, Stack } from "./stack/stack.ts";
export { startTestStack, type TestStack, type TestStackOptions, type TestUser } from "./startTestStack.ts";
