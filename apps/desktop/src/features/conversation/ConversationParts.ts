import type { Clock } from "@valise/base";
import type { Engine, Shell } from "@valise/bridge";
import type { PreparePicture } from "../../files/makeThumbnail.ts";
import type { I18n } from "../../i18n/createI18n.ts";
import type { AgencyDirectory } from "../../people/createAgencyDirectory.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { BroughtScan } from "../brought/createBroughtScan.ts";
import type { GateActions } from "../gate/createGateActions.ts";
import type { Toasts } from "../toasts/createToasts.ts";

/** What every open room needs from the composition root. */
export interface ConversationParts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly i18n: I18n;
    readonly clock: Clock;
    readonly agencies: AgencyDirectory;
    readonly toasts: Toasts;
    readonly gateActions: GateActions;
    readonly broughtScan: BroughtScan;
    /** Whether the window is visible and has the focus. */
    readonly attention: ReadStore<boolean>;
    readonly preparePicture: PreparePicture;
}
