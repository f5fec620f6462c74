import { hostileText, morningMs } from "../../stories/people.ts";
import type { Story } from "../../stories/story.ts";
import { deviceWords } from "../../stories/words.ts";
import { Button } from "../Button/Button.tsx";
import { DeviceList, type DeviceSnapshot } from "./DeviceList.tsx";

const device = (change: Partial<DeviceSnapshot>): DeviceSnapshot => ({
    deviceId: "FMLT0417",
    displayName: "Valise on FM-LT-0417",
    isCurrent: false,
    isSigned: true,
    lastSeenAtMs: morningMs,
    fingerprint: "91C4 0B7E 55FA 8D10",
    ...change,
});

export const Devices: Story = {
    render: () => (
        <DeviceList
            words={deviceWords}
            devices={[
                device({ isCurrent: true }),
                device({ deviceId: "NEW", displayName: "Valise on FM-LT-0655", isSigned: false }),
                device({ deviceId: "LONG", displayName: hostileText, lastSeenAtMs: undefined }),
            ]}
            actionsFor={(shown) => (
                <>
                    {!shown.isSigned && <Button size="s">Verify</Button>}
                    {!shown.isCurrent && (
                        <Button size="s" variant="danger">
                            Sign out
                        </Button>
                    )}
                </>
            )}
        />
    ),
};
