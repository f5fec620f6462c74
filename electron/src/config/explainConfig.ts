import { unreachable } from "@valise/base";
import type { Words } from "../words/words.ts";
import { type LoadFailure, managedConfigFile } from "./loadConfig.ts";

/** The sentence for a person whose app is not, or wrongly, configured: which file, where in it, what is expected. */
export function explainConfig({ config }: Words, failure: LoadFailure): string {
    switch (failure.kind) {
        case "no-config":
            return config["no-config"](managedConfigFile);
        case "invalid":
            return config.invalid(failure.file, failure.where, failure.expected);
        case "unreadable":
        case "not-json":
        case "ca-refused":
            return config[failure.kind](failure.file);
        default:
            return unreachable(failure);
    }
}
