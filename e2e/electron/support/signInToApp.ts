import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { publishedStack } from "../../support/demoStack.ts";
import { newAccount } from "../../support/newAccount.ts";
import { agencyOf, Person } from "../../support/person.ts";
import { builtPage } from "./builtPage.ts";
import type { Stage } from "./createStage.ts";
import type { LaunchOptions, RunningApp } from "./launchApp.ts";

/** The real page on the demo's homeservers, as an administrator would configure it. */
export function realApp(stage: Stage, profile: string): LaunchOptions {
    const { agencies: known, trust } = publishedStack();
    const agencies = known.map(({ id, name, serverName, clientUrl, steward, trust: own }) => {
        return { id, name, serverName, clientUrl, steward, trust: own };
    });
    return { profile, page: builtPage(stage), agencies, trust };
}

/** A newcomer to an agency at this window; the store's key comes from the keystore, so nothing is asked about it. */
export async function signInToApp(app: RunningApp, stage: Stage, agencyId: string, name: string): Promise<Person> {
    const agency = agencyOf(publishedStack(), agencyId);
    const { userId, displayName, password } = await newAccount(agency, name);
    const passwordFile = join(stage.folder, `${name}.password`);
    writeFileSync(passwordFile, password, { mode: 0o600 });
    return signInAs(new Person(app.page, agency, { userId, displayName, passwordFile }));
}

/** For the first time, somebody of the demo. */
export async function signInAs(person: Person): Promise<Person> {
    await person.chooseAgency();
    await person.enterPassword();
    await person.keepRecoveryCode();
    return person;
}
