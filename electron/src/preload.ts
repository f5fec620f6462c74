import type { ShellMethod } from "@valise/bridge";
import { contextBridge, type IpcRendererEvent, ipcRenderer } from "electron";

// The names are repeated here, checked against the contract by the compiler, since the contract's schemas stay in main.
const methods = {
    boot: true,
    requestKeyPort: true,
    requestDeskKeyPort: true,
    openExternal: true,
    signInInBrowser: true,
    stopSignIn: true,
    proveInBrowser: true,
    openFile: true,
    saveFile: true,
    notify: true,
    raiseAlarm: true,
    callGateway: true,
    setUnreadCount: true,
    confirmSensitive: true,
} satisfies Record<ShellMethod, true>;
const notificationClickedChannel =
    "valise:notification-clicked" satisfies typeof import("@valise/bridge").notificationClickedChannel;
const keyPortChannel = "valise:key-port" satisfies typeof import("@valise/bridge").keyPortChannel;

const deskKeyPortChannel = "valise:desk-key-port" satisfies typeof import("@valise/bridge").deskKeyPortChannel;

/** One function a method: the page chooses neither the channel nor the number of arguments. */
const callOf = (method: string) => (input: unknown) => ipcRenderer.invoke(`valise:${method}`, input);
const calls = Object.fromEntries(Object.keys(methods).map((method) => [method, callOf(method)]));

/** Listeners get the room id and nothing of the event; the answer stops them. */
function onNotificationClicked(listener: (roomId: string) => void): () => void {
    const forward = (_event: IpcRendererEvent, roomId: unknown) => {
        if (typeof roomId === "string") listener(roomId);
    };
    ipcRenderer.on(notificationClickedChannel, forward);
    return () => void ipcRenderer.removeListener(notificationClickedChannel, forward);
}

for (const channel of [keyPortChannel, deskKeyPortChannel]) {
    ipcRenderer.on(channel, (event) => {
        const [port] = event.ports;
        if (port !== undefined) window.postMessage(channel, window.location.origin, [port]);
    });
}

contextBridge.exposeInMainWorld("valise", { ...calls, onNotificationClicked });
