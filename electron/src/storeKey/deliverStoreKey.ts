import { deskKeyPortChannel, keyPortChannel } from "@valise/bridge";
import { MessageChannelMain, type WebContents } from "electron";
import type { StoreKey } from "./createStoreKey.ts";

export interface KeyDelivery {
    /** Sends the page a port that holds the key. False: this document had it already, or there is no key. */
    deliver(): Promise<boolean>;
}

/**
 * Hands the key to each document of the page once, before any message of another person has been shown in it: what is
 * injected later finds nothing to ask for.
 */
export function deliverStoreKey(contents: WebContents, storeKey: StoreKey): KeyDelivery {
    let isDelivered = false;
    contents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) isDelivered = false;
    });
    return {
        async deliver() {
            if (isDelivered) return false;
            isDelivered = true;
            isDelivered = await sendKey(contents, storeKey, keyPortChannel);
            return isDelivered;
        },
    };
}

/** Hands over what opens a security officer's key, each time only after `confirm`: the page alone cannot reach it. */
export async function deliverDeskKey(
    contents: WebContents,
    deskKey: StoreKey,
    confirm: () => Promise<boolean>,
): Promise<boolean> {
    return (await confirm()) && sendKey(contents, deskKey, deskKeyPortChannel);
}

async function sendKey(contents: WebContents, key: StoreKey, channel: string): Promise<boolean> {
    const opened = await key.open();
    if (!opened.ok || contents.isDestroyed()) return false;
    const { port1, port2 } = new MessageChannelMain();
    port1.postMessage(opened.value);
    opened.value.fill(0);
    contents.postMessage(channel, null, [port2]);
    return true;
}
