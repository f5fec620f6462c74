import { publishStack, startDemoStack } from "./demoStack.ts";

export default async function globalSetup(): Promise<() => Promise<void>> {
    const demo = await startDemoStack();
    publishStack(demo.stack);
    return demo.stop;
}
