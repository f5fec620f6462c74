import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from "@electron/fuses";

/** Every fuse of an Electron binary, said and not left to a default. What is off cannot be switched on by the environment. */
const shippedFuses = {
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
} as const;

/**
 * Sets them in a binary. A fuse of a newer Electron that is not in the list stops the build; one that an older test
 * runtime does not have yet is left out.
 */
export async function setFuses(binary: string, isTestBuild: boolean): Promise<void> {
    const wire = await getCurrentFuseWire(binary);
    const had = Object.entries(shippedFuses).filter(([index]) => wire[Number(index) as FuseV1Options] !== undefined);
    const fuses = isTestBuild ? (Object.fromEntries(had) as typeof shippedFuses) : shippedFuses;
    await flipFuses(binary, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...fuses });
}
