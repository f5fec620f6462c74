import type { Words } from "./words.ts";

export const de: Words = {
    cancel: "Abbrechen",
    close: "Schließen",
    quit: "Beenden",
    tryAgain: "Erneut versuchen",
    external: {
        open: "Öffnen",
        question: (target) => `${target} außerhalb von Valise öffnen?`,
        mismatch: (shown, target) =>
            `Der Text nennt „${shown}“, der Link führt aber zu ${target}. Außerhalb von Valise öffnen?`,
        mail: (target) => `Im Mailprogramm an ${target} schreiben?`,
    },
    signedIn: "Sie sind angemeldet. Sie können dieses Fenster schließen und zu Valise zurückkehren.",
    file: {
        saveOnly: "Dieser Dateityp wird nicht geöffnet",
        saveOnlyDetail: (name) =>
            `„${name}“ könnte beim Öffnen etwas ausführen oder nachladen. Sie können die Datei speichern und zuerst prüfen lassen.`,
        save: "Speichern…",
    },
    sensitive: {
        "open-desk": {
            question: "Schlüssel des Sicherheitsbeauftragten öffnen?",
            detail: "Solange er offen ist, können aus diesem Fenster Ermächtigungen signiert werden. Sperren Sie den Arbeitsplatz, wenn Sie ihn verlassen.",
            confirm: "Schlüssel öffnen",
        },
        "reset-identity": {
            question: "Ihre Identität ersetzen?",
            detail: "Alle sehen, dass Ihre Identität gewechselt hat; Nachrichten unter der alten können verloren gehen.",
            confirm: "Identität ersetzen",
        },
        "verify-device": {
            question: "Ein Gerät bestätigen?",
            detail: "Das Gerät kann dann Ihre Nachrichten lesen und in Ihrem Namen schreiben.",
            confirm: "Gerät bestätigen",
        },
        "renew-recovery-code": {
            question: "Neuen Wiederherstellungscode erzeugen?",
            detail: "Der alte Code gilt dann nicht mehr.",
            confirm: "Neuen Code erzeugen",
        },
        export: {
            question: "Aus Valise exportieren?",
            detail: "Was Sie exportieren, schützt Valise nicht mehr.",
            confirm: "Exportieren",
        },
        "sign-out": {
            question: "Abmelden und dieses Gerät löschen?",
            detail: "Nachrichten, Schlüssel und Entwürfe auf diesem Gerät werden gelöscht.",
            confirm: "Abmelden",
        },
    },
    keystore: {
        title: "Valise kann seinen Schlüssel hier nicht sicher aufbewahren",
        "key-not-opened":
            "Ihr Schlüsselbund öffnet den Schlüssel dieses Profils nicht. Er gehört vielleicht zu einem anderen. Nichts wurde verändert; fragen Sie Ihren Service Desk, bevor Sie etwas entfernen.",
        "file-failed":
            "Die Datei mit dem versiegelten Schlüssel lässt sich nicht lesen oder schreiben. Prüfen Sie den Datenträger und versuchen Sie es erneut.",
    },
    config: {
        title: "Valise ist nicht richtig eingerichtet",
        "no-config": (file) => `Es gibt keine Konfiguration. Ihre Administration legt sie in ${file} ab.`,
        unreadable: (file) => `${file} ist nicht lesbar.`,
        "not-json": (file) => `${file} ist kein gültiges JSON.`,
        invalid: (file, where, expected) => `${file}, bei ${where}: ${expected}.`,
        "ca-refused": (file) => `${file} enthält kein Zertifikat einer Zertifizierungsstelle.`,
    },
    crash: {
        title: "Valise wurde unerwartet beendet",
        detail: "Das Fenster ist mehrmals hintereinander ausgefallen. Was Sie gesendet haben, bleibt erhalten.",
    },
    menu: {
        about: "Über Valise",
        edit: "Bearbeiten",
        undo: "Rückgängig",
        redo: "Wiederholen",
        cut: "Ausschneiden",
        copy: "Kopieren",
        paste: "Einfügen",
        selectAll: "Alles auswählen",
        view: "Ansicht",
        zoomIn: "Größer",
        zoomOut: "Kleiner",
        zoomReset: "Originalgröße",
        fullScreen: "Vollbild",
    },
};
