import type { ReactNode } from "react";
import { Tag } from "../Badge/Badge.tsx";
import { Icon } from "../Icon/Icon.tsx";

export interface DeviceSnapshot {
    readonly deviceId: string;
    readonly displayName: string;
    readonly isCurrent: boolean;
    /** Whether its owner's identity has signed it; only then does it receive keys. */
    readonly isSigned: boolean;
    readonly lastSeenAtMs?: number | undefined;
    /** The device key in groups of four, to be read aloud. */
    readonly fingerprint: string;
}

export interface DeviceWords {
    readonly name: string;
    readonly current: string;
    readonly signed: string;
    readonly unsigned: string;
    /** Why it matters: "receives no messages until it is verified". */
    readonly unsignedDetail: string;
    readonly lastSeen: (atMs: number) => string;
    readonly fingerprint: string;
}

export interface DeviceListProps {
    readonly devices: readonly DeviceSnapshot[];
    readonly words: DeviceWords;
    /** The buttons of one device: verify, rename, sign out. */
    readonly actionsFor: (device: DeviceSnapshot) => ReactNode;
}

/** The devices of one account; those that are not signed say what that means. */
export function DeviceList({ devices, words, actionsFor }: DeviceListProps) {
    return (
        <ul className="devices" aria-label={words.name}>
            {devices.map((device) => (
                <DeviceRow key={device.deviceId} device={device} words={words} actions={actionsFor(device)} />
            ))}
        </ul>
    );
}

export interface DeviceRowProps {
    readonly device: DeviceSnapshot;
    readonly words: DeviceWords;
    readonly actions?: ReactNode;
}

export function DeviceRow({ device, words, actions }: DeviceRowProps) {
    return (
        <li className="device" data-testid="device-row" data-device-id={device.deviceId}>
            <span className={`device-mark ${device.isSigned ? "is-ok" : "is-warn"}`}>
                <Icon name="laptop" size="l" />
            </span>
            <div className="grow">
                <div className="row wrap">
                    <b className="foreign" dir="auto">
                        {device.displayName}
                    </b>
                    {device.isCurrent && <Tag>{words.current}</Tag>}
                    <span
                        className={`state ${device.isSigned ? "is-ok" : "is-warn"}`}
                        data-testid="trust-state"
                        data-state={device.isSigned ? "verified" : "unverified"}
                    >
                        <Icon name={device.isSigned ? "shieldCheck" : "shieldX"} size="s" />
                        {device.isSigned ? words.signed : words.unsigned}
                    </span>
                </div>
                <p className="small muted">
                    {device.deviceId}
                    {device.lastSeenAtMs !== undefined && ` · ${words.lastSeen(device.lastSeenAtMs)}`}
                </p>
                <p className="small muted">
                    {words.fingerprint} <code className="mono">{device.fingerprint}</code>
                </p>
                {!device.isSigned && <p className="small ink2">{words.unsignedDetail}</p>}
            </div>
            {actions !== undefined && <div className="device-actions">{actions}</div>}
        </li>
    );
}
