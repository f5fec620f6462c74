/** Die Begleitung durch die Übung der Vorführung. */
export default {
    "exercise.idle": "Neu hier? Beginnen Sie die Übung",
    "exercise.idle.text":
        "Ein Erdbeben, gespielt von Leuten dreier Behörden, in weniger als fünf Minuten: Alarme, Antworten, eine getrennte Verbindung, Notfallräume, Anwesenheit, Tagebuch. Alles ist als Übung gekennzeichnet.",
    "exercise.start": "Übung beginnen",
    "exercise.again": "Noch einmal beginnen",
    "exercise.stop": "Übung abbrechen",
    "exercise.try": "Probieren Sie:",
    "exercise.place": "Übung, {{number}} von {{count}}:",
    "exercise.gathering": "Die Übung beginnt gleich",
    "exercise.gathering.text":
        "Leute dreier Behörden melden sich an und übernehmen ihre Wachen. Beim ersten Mal dauert das bis zu einer Minute.",
    "exercise.ended": "Die Übung ist vorbei",
    "exercise.ended.text":
        "Das Tagebuch des ersten Raums wurde als signiertes Archiv geschrieben und geprüft. Die Leute bleiben: Was Sie jetzt durchsagen, beantworten sie.",
    "exercise.failed": "Die Übung konnte nicht stattfinden",
    "exercise.failed.text": "Warum, sagt das Terminal, in dem die Vorführung läuft.",
    "exercise.activation": "die Krise beginnt",
    "exercise.activation.text":
        "Das Außenministerium eröffnet die Krise nach einem in Ruhe signierten Plan. Wer in den Behörden Wache hat, ist sofort in ihrem ersten Raum.",
    "exercise.activation.try":
        "Übernehmen Sie die Wache, die Ihnen unter Diensthabende angeboten wird: Dann kommen die Antworten Ihrer Behörde zu Ihnen. Nehmen Sie die Einladung in der Raumliste an.",
    "exercise.flash": "ein FLASH an alle",
    "exercise.flash.text":
        "Er alarmiert auf jedem Bildschirm. Die Antworten gehen an den Stab der eigenen Behörde, nie in den Raum.",
    "exercise.flash.try":
        "Wählen Sie eine Antwort und drücken Sie A. Darunter sieht, wer die Wache hat, wer sie bekommen hat, wer nicht, und warum.",
    "exercise.escalation": "wer nicht geantwortet hat",
    "exercise.escalation.text":
        "Nach Plan ertönt der Alarm noch einmal, dann werden Stellvertreter gerufen. Das geht weiter, auch wenn der Rechner des Absenders aus ist.",
    "exercise.escalation.try":
        "Beweisen Sie die Durchsage am Telefon: Ihre sechs Wörter sind auf jedem Bildschirm gleich.",
    "exercise.link-down": "eine Verbindung ist getrennt",
    "exercise.link-down.text":
        "Der Nachrichtendienst ist abgeschnitten. Eine zweite Durchsage erreicht ihn als versiegelte Datei, die ein Kurier trägt.",
    "exercise.link-down.try": "In der Abdeckung bleiben seine Leute bei „nicht zugestellt“, bis ihre Antworten kommen.",
    "exercise.link-up": "die Verbindung ist zurück",
    "exercise.link-up.text": "Was wartete, kommt von selbst an. Nichts ist doppelt, und nichts alarmiert zweimal.",
    "exercise.link-up.try": "Sehen Sie die späten Antworten eintreffen. Niemand tippt dafür etwas.",
    "exercise.room": "ein zweiter Notfallraum",
    "exercise.room.text":
        "Evakuierungsflüge: Ein Raum, der seit ruhigen Zeiten bereitsteht, wird übernommen und benannt. Steht keiner bereit, wird er jetzt angelegt.",
    "exercise.room.try": "Öffnen Sie ihn unter Notfallräume und schreiben Sie den anderen.",
    "exercise.roll-call": "die Anwesenheit",
    "exercise.roll-call.text":
        "Alle sagen, wie es ihnen geht und wo sie sind. Stellvertreter antworten für andere. Wer Hilfe braucht, steht oben.",
    "exercise.roll-call.try": "Antworten Sie für sich im Überblick; sehen Sie dann unter Anwesenheit nach.",
    "exercise.log": "das Tagebuch",
    "exercise.log.text":
        "Ein Lagebericht, eine Entscheidung und eine Aufgabe. Die Einträge jedes Verfassers bilden eine Kette, aus der nichts unbemerkt verschwindet.",
    "exercise.log.try": "Sehen Sie unter Tagebuch und Aufgaben nach; halten Sie selbst eine Entscheidung fest.",
    "exercise.closing": "der Abschluss",
    "exercise.closing.text":
        "Nachsorge, dann ein signiertes Archiv, das sich ohne Netz prüfen lässt, dann werden beide Räume geschlossen.",
    "exercise.closing.try": "Exportieren Sie selbst: Tagebuch, Export zur Auswertung.",
} as const;
