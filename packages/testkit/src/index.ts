export * from "./builders.ts";
export { loadDemoWorld } from "./demoWorld.ts";
export { createFakeClock, type FakeClock } from "./fakeClock.ts";
export { fakeEmoji } from "./fakeDevices.ts";
export { createFakeEngine, type FakeEngine, type FakeEngineOptions } from "./fakeEngine.ts";
export { buildClearance, buildGate } from "./fakeGate.ts";
export { fakePeople } from "./fakePeople.ts";
export { createFakeTopics, type FakeTopics } from "./fakeTopics.ts";
