/** Der Platz der Administration. */
export default {
    "admin.code.ADMIN_NOT_ATTESTED": "Sie haben keine gültige Ermächtigung mit der Rolle der Administration.",
    "admin.code.ADMIN_NOT_CONFIGURED": "Dieser Rechner erreicht die Verwaltung Ihres Servers nicht: Die Adresse fehlt.",
    "admin.code.ADMIN_NOT_SERVER_ADMIN": "Der Server zählt Ihr Konto nicht zu seinen Administratoren.",
    "admin.code.ADMIN_OTHER_AGENCY": "Das Manifest nennt keine Behörde mit Ihrem Server.",
    "admin.code.ADMIN_NO_MANIFEST": "Es ist kein Manifest geöffnet, oder seine Dateien sind nicht mehr lesbar.",
    "admin.code.ADMIN_SIGNATURES":
        "Die signatures.json des Ordners ist nicht das, was Sicherheitsbeauftragte zurückgeben.",
    "admin.code.ADMIN_BUSY": "Hier läuft bereits eine Anwendung.",
    "admin.next.ADMIN_NOT_ATTESTED": "Fragen Sie Ihre Sicherheitsbeauftragte.",
    "admin.next.ADMIN_NOT_CONFIGURED": "Lassen Sie die Adresse der Admin-API in die Konfiguration eintragen.",
    "admin.next.ADMIN_NOT_SERVER_ADMIN": "Lassen Sie Ihr Konto von anderen Administratoren dazunehmen.",
    "admin.next.ADMIN_OTHER_AGENCY": "Öffnen Sie das Manifest Ihrer eigenen Behörde.",
    "admin.next.ADMIN_NO_MANIFEST": "Wählen Sie den Ordner des Manifests erneut.",
    "admin.next.ADMIN_SIGNATURES": "Legen Sie die zurückgegebene Datei in den Ordner, oder entfernen Sie sie.",
    "admin.next.ADMIN_BUSY": "Warten Sie auf ihr Ende, oder halten Sie sie an.",
} as const;
