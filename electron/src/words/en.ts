export const en = {
    cancel: "Cancel",
    close: "Close",
    quit: "Quit",
    tryAgain: "Try again",
    external: {
        open: "Open",
        question: (target: string) => `Open ${target} outside Valise?`,
        mismatch: (shown: string, target: string) =>
            `The text says “${shown}”, but the link leads to ${target}. Open it outside Valise?`,
        mail: (target: string) => `Write a message to ${target} in your mail program?`,
    },
    signedIn: "You are signed in. You may close this window and go back to Valise.",
    file: {
        saveOnly: "This type of file is not opened",
        saveOnlyDetail: (name: string) =>
            `“${name}” could run or load something when it is opened. You can save it and have it checked first.`,
        save: "Save…",
    },
    sensitive: {
        "open-desk": {
            question: "Open the security officer’s key?",
            detail: "While it is open, clearances can be signed from this window. Lock the desk when you leave it.",
            confirm: "Open key",
        },
        "reset-identity": {
            question: "Replace your identity?",
            detail: "Everyone will see that your identity has changed, and messages kept under the old one may be lost.",
            confirm: "Replace identity",
        },
        "verify-device": {
            question: "Confirm a device?",
            detail: "The device will be able to read your messages and to write in your name.",
            confirm: "Confirm device",
        },
        "renew-recovery-code": {
            question: "Make a new recovery code?",
            detail: "The old code will no longer work.",
            confirm: "Make new code",
        },
        export: {
            question: "Export out of Valise?",
            detail: "What you export is no longer protected by Valise.",
            confirm: "Export",
        },
        "sign-out": {
            question: "Sign out and erase this device?",
            detail: "Messages, keys and drafts kept on this device are erased.",
            confirm: "Sign out",
        },
    },
    keystore: {
        title: "Valise cannot keep its key safely here",
        "key-not-opened":
            "Your keystore does not open the key of this profile. It may belong to another keyring. Nothing was changed; ask your service desk before you remove anything.",
        "file-failed": "The file that holds the sealed key cannot be read or written. Check the disk, then try again.",
    },
    config: {
        title: "Valise is not set up correctly",
        "no-config": (file: string) => `There is no configuration. Your administrator puts it in ${file}.`,
        unreadable: (file: string) => `${file} cannot be read.`,
        "not-json": (file: string) => `${file} is not valid JSON.`,
        invalid: (file: string, where: string, expected: string) => `${file}, at ${where}: ${expected}.`,
        "ca-refused": (file: string) => `${file} holds no certificate of an authority.`,
    },
    crash: {
        title: "Valise stopped unexpectedly",
        detail: "The window failed several times in a row. What you had sent is kept.",
    },
    menu: {
        about: "About Valise",
        edit: "Edit",
        undo: "Undo",
        redo: "Redo",
        cut: "Cut",
        copy: "Copy",
        paste: "Paste",
        selectAll: "Select all",
        view: "View",
        zoomIn: "Larger",
        zoomOut: "Smaller",
        zoomReset: "Actual size",
        fullScreen: "Full screen",
    },
};
