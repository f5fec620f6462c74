import { Button, DeviceList, type DeviceSnapshot, Dialog, TextField, TimelineSkeleton } from "@valise/ui";
import { type ReactNode, useEffect, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { createTopicStore } from "../../stores/createTopicStore.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { ProofField, useNeedsPassword } from "../proof/ProofField.tsx";

/** One's own devices: which receive keys, and what can be done with each. */
export function DevicesPage() {
    const { engine } = useApp();
    const [store, setStore] = useState<ReturnType<typeof createTopicStore<{ topic: "devices" }>>>();
    useEffect(() => {
        // The engine asks the server for devices only while somebody looks.
        const opened = createTopicStore(engine, { topic: "devices" });
        setStore(opened);
        return () => opened[Symbol.dispose]();
    }, [engine]);
    return store === undefined ? null : <Devices store={store} />;
}

function Devices({ store }: { readonly store: ReturnType<typeof createTopicStore<{ topic: "devices" }>> }) {
    const { t, formats } = useI18n();
    const snapshot = useStore(store);
    if (snapshot === null || !snapshot.loaded) return <TimelineSkeleton name={t("devices.loading")} />;
    const nameOf = (name: string | null) => cleanName(name ?? "") || t("devices.unnamed");
    return (
        <>
            <DeviceList
                devices={snapshot.rows.map((device) => ({
                    deviceId: device.deviceId,
                    displayName: nameOf(device.name),
                    isCurrent: device.isThis,
                    isSigned: device.signed,
                    lastSeenAtMs: device.lastSeenMs ?? undefined,
                    fingerprint: device.fingerprint ?? "–",
                }))}
                words={{
                    name: t("settings.section.devices"),
                    current: t("devices.this"),
                    signed: t("devices.signed"),
                    unsigned: t("devices.unsigned"),
                    unsignedDetail: t("devices.unsignedDetail"),
                    lastSeen: (atMs) => t("devices.lastSeen", { date: formats.dateTime(atMs) }),
                    fingerprint: t("devices.key"),
                }}
                actionsFor={(device) => <DeviceActions device={device} />}
            />
            <DeviceDialogs />
        </>
    );
}

function DeviceActions({ device }: { readonly device: DeviceSnapshot }) {
    const { t } = useI18n();
    const { devicesForm, verification } = useApp();
    const { deviceId, displayName, isCurrent, isSigned } = device;
    return (
        <>
            {!isCurrent && !isSigned && (
                <Button size="s" onPress={() => void verification.startWithDevice(deviceId)} testId="device-verify">
                    {t("devices.verify")}
                </Button>
            )}
            <Button size="s" onPress={() => devicesForm.askRename(deviceId, displayName)} testId="device-rename">
                {t("devices.rename")}
            </Button>
            {!isCurrent && (
                <Button
                    size="s"
                    variant="danger"
                    onPress={() => devicesForm.askRemove(deviceId, displayName)}
                    testId="device-remove"
                >
                    {t("devices.remove")}
                </Button>
            )}
        </>
    );
}

function DeviceDialogs() {
    const { t } = useI18n();
    const { devicesForm } = useApp();
    const { open, name, password, isBusy } = useStore(devicesForm);
    const needsPassword = useNeedsPassword();
    if (open === null) return null;
    return open.kind === "rename" ? (
        <DeviceDialog
            title={t("devices.renameTitle")}
            submit={t("settings.save")}
            onSubmit={() => void devicesForm.rename()}
            isReady={name.trim() !== ""}
        >
            <TextField label={t("devices.name")} value={name} onChange={devicesForm.changeName} autoFocus />
        </DeviceDialog>
    ) : (
        <DeviceDialog
            title={t("devices.removeTitle", { name: open.deviceName })}
            submit={t("devices.remove")}
            onSubmit={() => void devicesForm.remove(!needsPassword)}
            isReady={password !== "" || !needsPassword}
            isDanger
        >
            <p>{t("devices.removeText")}</p>
            <ProofField
                password={password}
                onChange={devicesForm.changePassword}
                isBusy={isBusy}
                onProvider={() => void devicesForm.remove(true)}
                testId="device-password"
            />
        </DeviceDialog>
    );
}

interface DeviceDialogProps {
    readonly title: string;
    readonly submit: string;
    readonly onSubmit: () => void;
    readonly isReady: boolean;
    readonly isDanger?: boolean;
    readonly children: ReactNode;
}

function DeviceDialog({ title, submit, onSubmit, isReady, isDanger, children }: DeviceDialogProps) {
    const { t } = useI18n();
    const { devicesForm } = useApp();
    const { isBusy, failure } = useStore(devicesForm);
    return (
        <Dialog
            title={title}
            isOpen
            onClose={devicesForm.close}
            closeName={t("common.close")}
            size="s"
            footer={
                <>
                    <Button onPress={devicesForm.close}>{t("common.cancel")}</Button>
                    <Button
                        variant={isDanger === true ? "danger" : "primary"}
                        isBusy={isBusy}
                        isDisabled={!isReady}
                        onPress={onSubmit}
                        testId="device-confirm"
                    >
                        {submit}
                    </Button>
                </>
            }
        >
            <form
                className="stack"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (isReady) onSubmit();
                }}
            >
                {children}
                <FailureNotice failure={failure} />
            </form>
        </Dialog>
    );
}
