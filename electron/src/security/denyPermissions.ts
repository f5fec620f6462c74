import type { Session } from "electron";
import { decidePermission } from "./decidePermission.ts";

/** Installs every handler through which a page could come by a device, a screen or a permission. */
export function denyPermissions(session: Session): void {
    session.setPermissionRequestHandler((_contents, permission, answer, details) =>
        answer(decidePermission(permission, { url: details.requestingUrl, isMainFrame: details.isMainFrame })),
    );
    session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
        decidePermission(permission, {
            url: details.requestingUrl ?? requestingOrigin,
            isMainFrame: details.isMainFrame,
        }),
    );
    session.setDevicePermissionHandler(() => false);
    session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
    session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
    session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}
