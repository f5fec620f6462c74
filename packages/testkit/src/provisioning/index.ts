export { agencyServerConformance } from "./agencyServerConformance.ts";
export { createFakeAgencyServer } from "./createFakeAgencyServer.ts";
export { addHomeserver, createFakeWorld, type FakeRoom, type FakeWorld, fakeAccount } from "./FakeWorld.ts";
export { fakeManifestFiles } from "./fakeManifestFiles.ts";
