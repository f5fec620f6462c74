import type { logEn } from "./logEn.ts";

export const logDe: Readonly<Record<keyof typeof logEn, string>> = {
    "help.crisis.publish":
        "einen Plan oder die Dienstfunktionen einer Behörde signieren und in einem channel ablegen, mit der Rolle DIRECTORY",
    "help.publishKind": "was die Datei ist",
    "help.payloadFile": "die Nutzlast der Erklärung als JSON",
    "help.phase": "wie sie beginnt; sonst response",
    "help.crisis.close":
        "eine Krise beenden: letzte Lage, Archive, dann Abschluss aller ihrer Räume, mit neuen Schlüsseln für alles danach",
    "help.crisis.state": "der Endstand in Worten, oder - für die Standardeingabe",
    "help.crisis.archive": "Ordner für je ein unterzeichnetes Archiv der Räume, vor dem Abschluss geschrieben",
    "help.log": "das Protokoll eines Raums: Lageberichte, Entscheidungen, Aufträge",
    "help.log.list": "das Protokoll ausgeben, Ältestes zuerst, und ob von jedem Verfasser alle Einträge da sind",
    "help.log.add": "ins Protokoll schreiben und den Schlüssel des Eintrags ausgeben",
    "help.log.kind": "was hinzukommt",
    "help.log.title": "der Eintrag in einer Zeile, oder - für die Standardeingabe",
    "help.log.text": "mehr dazu",
    "help.log.instead": "bei einer Entscheidung: was verworfen wurde",
    "help.log.owner": "bei einem Auftrag: wer ihn ausführt",
    "help.log.due": "bei einem Auftrag: bis wann; bei einem Lagebericht: wann der nächste folgt (90s, 10m, 2h)",
    "help.log.of": "bei task-done: der Schlüssel des Auftrags",
    "help.log.archive": "ein signiertes Archiv des Raums in einen Ordner schreiben",
    "help.log.out": "Ordner, in den es geschrieben wird",
    "help.verifyArchive":
        "ein signiertes Archiv ohne Netz prüfen; endet mit 3, wenn man sich nicht darauf verlassen darf",
    "help.archiveFile": "das Archiv, wie valise log archive es schreibt",
    "help.atFile": "Statuslisten der Behörden, die signiert haben, als Dateien",
    "say.archiveGap": "Das Protokoll ist lückenhaft: {gap}.",
    "failure.archiveFaults":
        "Auf dieses Archiv darf man sich nicht verlassen: {faults}. Verlangen Sie eine andere Kopie von dem, der es Ihnen gegeben hat, und bewahren Sie diese als Beweis auf.",
    "usage.zip": "{path} ist kein lesbares Archiv: {why}.",
    "zip.notZip": "es ist keine Zip-Datei, oder sie ist beschädigt",
    "zip.tooLarge": "entpackt wäre es größer als 512 MiB",
};
