import type { DeviceId, Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Proof } from "../proof/createProof.ts";

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
    /** With the password, or where the person shows at the identity provider that it is them. */
    remove(isAtProvider: boolean): Promise<void>;
}

/** Renaming a device, and removing one by whoever shows that it is them. */
export function createDevicesViewModel(engine: Engine, proof: Pick<Proof, "look" | "stop">): DevicesViewModel {
    const form = createForm({ open: null as DevicesFormSnapshot["open"], name: "", password: "" });
    const close = () => {
        if (form.getState().isBusy) proof.stop();
        form.change({ open: null, name: "", password: "" });
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        askRename: (deviceId, deviceName) =>
            form.change({ open: { kind: "rename", deviceId, deviceName }, name: deviceName }),
        askRemove(deviceId, deviceName) {
            form.change({ open: { kind: "remove", deviceId, deviceName }, password: "" });
            void proof.look();
        },
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
        async remove(isAtProvider) {
            const { open, password } = form.getState();
            if (open === null || (password === "" && !isAtProvider)) return;
            const deviceId = open.deviceId as DeviceId;
            const shown = isAtProvider ? null : password;
            const result = await form.run(() => engine.commands.removeDevice({ deviceId, password: shown }));
            form.keep({ password: "" });
            if (result.ok) close();
        },
    };
}
