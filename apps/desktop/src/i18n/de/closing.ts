/** Das Ende einer Krise. */
export default {
    "closing.title": "Ende der Krise",
    "closing.tasks_one": "{{count}} Aufgabe ist noch offen",
    "closing.tasks_other": "{{count}} Aufgaben sind noch offen",
    "closing.noTasks": "Keine Aufgabe ist offen.",
    "closing.rooms": "Alle ihre Räume werden abgeschlossen: {{names}}.",
    "closing.readable": "Räume und Tagebuch bleiben lesbar für alle, die sie lesen konnten.",
    "closing.keys": "Jedes Gerät erneuert die Schlüssel: was danach geschrieben wird, steht unter anderen.",
    "closing.final": "Sie kann nicht wieder eröffnet werden; eine neue Krise bekommt neue Räume.",
    "closing.archive": "Zuerst das Nachbereitungsarchiv schreiben",
    "closing.files": "Mit den gesendeten Dateien",
    "closing.state": "Endstand: die letzte Lage im Tagebuch",
    "closing.submit": "Krise beenden",
} as const;
