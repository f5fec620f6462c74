import { Button } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useLinks } from "./useLinks.ts";

/** Links that are down or slow, from every place of the crisis; the way to what can be done about it. */
export function LinkTrouble() {
    const { navigation } = useApp();
    return useLinks()
        .filter(({ state }) => state === "down" || state === "slow")
        .map(({ id, agency, state, text }) => (
            <Button
                key={id}
                size="s"
                icon={state === "down" ? "cut" : "clock"}
                onPress={() => navigation.openCrisis("links")}
                testId="link-trouble"
            >
                {agency.code}: {text}
            </Button>
        ));
}
