import { Button } from "@valise/ui";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin, useIsApplying } from "./adminOf.ts";

export interface AskForOneProps {
    /** As in the manifest. */
    readonly planKey: string;
    readonly text: string;
    readonly name: string;
    readonly testId: string;
}

/** Asks whether the plan shall be applied for one key alone. */
export function AskForOne({ planKey, text, name, testId }: AskForOneProps) {
    const { manifest } = useAdmin();
    const { isBusy } = useStore(manifest);
    const isApplying = useIsApplying();
    return (
        <Button
            size="s"
            isDisabled={isBusy || isApplying}
            onPress={() => void manifest.ask([planKey])}
            accessibleName={name}
            testId={testId}
        >
            {text}
        </Button>
    );
}
