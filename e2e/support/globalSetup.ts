import { publishStack, startDemoStack } from "./demoStack.ts";

/** Starts the demo once for all journeys; VALISE_E2E_STACK with the ready line of a running one uses that instead. */
export default async function globalSetup(): Promise<() => Promise<void>> {
    if (process.env.VALISE_E2E_STACK !== undefined) return async () => {};
    const demo = await startDemoStack();
    publishStack(demo.stack);
    return demo.stop;
}
