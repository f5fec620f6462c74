import { type DemoStack, publishedStack } from "../../support/demoStack.ts";
import { Person, userOf } from "../../support/person.ts";
import { builtPage } from "./builtPage.ts";
import type { Stage } from "./createStage.ts";
import type { LaunchOptions, RunningApp } from "./launchApp.ts";

/** The real page on the demo's homeservers, as an administrator would configure it. */
export function realApp(stage: Stage, profile: string): LaunchOptions {
    const agencies = publishedStack().agencies.map(({ id, serverName, clientUrl }) => {
        return { id, name: id, serverName, clientUrl };
    });
    return { profile, page: builtPage(stage), agencies };
}

/** The person at this window; the store's key comes from the keystore, so nothing is asked about it. */
export async function signInToApp(app: RunningApp, agencyId: string, index: number): Promise<Person> {
    const stack: DemoStack = publishedStack();
    const person = new Person(app.page, ...userOf(stack, agencyId, index));
    await person.chooseAgency();
    await person.enterPassword();
    await person.keepRecoveryCode();
    return person;
}
