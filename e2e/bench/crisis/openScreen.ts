import { agencyOf } from "@valise/matrix/testing";
import type { CrisisWorld } from "../../support/crisisWorld.ts";
import { AppWindow } from "../support/AppWindow.ts";
import type { BenchStage } from "../support/benchStage.ts";
import { watchTasks } from "../support/watchTasks.ts";

/** The built app on a second device of somebody in a crisis world. */
export interface Screen extends AsyncDisposable {
    readonly app: AppWindow;
    /** The longest task of the page's thread since the last time it was asked; 0 where none took over 50 ms. */
    longestTaskMs(): Promise<number>;
}

export async function openScreen<N extends string>(stage: BenchStage, world: CrisisWorld<N>, name: N): Promise<Screen> {
    const user = world.stack.user(name);
    const { agency, trust = null } = world.real.configOf(user.userId);
    const configured = { ...agencyOf(user), ...agency };
    const config = { agencies: [configured], trust };
    const app = await AppWindow.open(stage, stage.newProfile(), { config, isForemost: stage.apart });
    await app.signInAgain({ ...user, agencyId: configured.id }, world.recoveryCodeOf(name));
    return {
        app,
        longestTaskMs: await watchTasks(app.page),
        [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
    };
}
