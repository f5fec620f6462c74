import type { DeviceId, Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export interface DevicesFormSnapshot extends FormState {
    readonly open: {
        readonly kind: "rename" | "remove";
        readonly deviceId: string;
        readonly deviceName: string;
    } | null;
    readonly name: string;
    readonly password: string;
}

export interface DevicesViewModel extends ReadStore<DevicesFormSnapshot> {
    askRename(deviceId: string, deviceName: string): void;
    askRemove(deviceId: string, deviceName: string): void;
    close(): void;
    changeName(name: string): void;
    changePassword(password: string): void;
    rename(): Promise<void>;
    remove(): Promise<void>;
}

/** Renaming a device, and removing one with the password. */
export function createDevicesViewModel(engine: Engine): DevicesViewModel {
    const form = createForm({ open: null as DevicesFormSnapshot["open"], name: "", password: "" });
    const close = () => form.change({ open: null, name: "", password: "" });
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        askRename: (deviceId, deviceName) =>
            form.change({ open: { kind: "rename", deviceId, deviceName }, name: deviceName }),
        askRemove: (deviceId, deviceName) =>
            form.change({ open: { kind: "remove", deviceId, deviceName }, password: "" }),
        close,
        changeName: (name) => form.change({ name: name.slice(0, 255) }),
        changePassword: (password) => form.change({ password }),
        async rename() {
            const { open, name } = form.getState();
            if (open === null || name.trim() === "") return;
            const deviceId = open.deviceId as DeviceId;
            const result = await form.run(() => engine.commands.renameDevice({ deviceId, name: name.trim() }));
            if (result.ok) close();
        },
        async remove() {
            const { open, password } = form.getState();
            if (open === null || password === "") return;
            const deviceId = open.deviceId as DeviceId;
            const result = await form.run(() => engine.commands.removeDevice({ deviceId, password }));
            form.keep({ password: "" });
            if (result.ok) close();
        },
    };
}
