/** Changing a room's charter, and letting somebody in for a while. */
export default {
    "charter.title.any": "Die Charta des Raums",
    "charter.title": "Wer {{name}} lesen darf",
    "charter.none": "Dieser Raum trägt keine Einstufung und hat daher keine Charta: jedes Mitglied liest.",
    "charter.label.hint":
        "Wer eine Nachricht erhalten hat, behält sie; eine Änderung gilt für das, was danach gesendet wird.",
    "charter.notMine":
        "Das zu ändern verlangt eine Ermächtigung mit dem Recht, Chartas zu unterschreiben. Sie können ansehen, was eine Änderung bewirken würde.",
    "charter.notPossible": "Die Vorschrift lässt diese Stufe mit diesen Angaben nicht zu.",
    "charter.one": "Ihre Unterschrift allein genügt: niemand Neues kann lesen.",
    "charter.two": "Dadurch könnten mehr Personen lesen: zwei Beauftragte müssen unterschreiben.",
    "charter.two.how":
        "Sie unterschreiben jetzt und fragen eine zweite Person, die Einstufungen senken darf, auf ihrem Bildschirm oder mit einer Datei. Sie unterschreibt binnen zwei Minuten; wer den Raum ändern darf, setzt es dann in Kraft.",
    "charter.two.notMine":
        "Sie haben nicht das Recht herabzustufen. Wenden Sie sich an zwei Beauftragte, die es haben.",
    "charter.sign": "Unterschreiben und in Kraft setzen",
    "charter.sign.first": "Als Erste von zweien unterschreiben…",
    "charter.others": "Unterschreiben oder einreichen, was andere vorbereitet haben…",
    "charter.summary": "{{name}}: die Einstufung des Raums wird {{text}}",
    "charter.done": "In Kraft: {{text}}",
    "charter.now": "Wie es jetzt ist",
    "charter.audience": "Wenn dies in Kraft gesetzt wird",
    "charter.loses": "Werden nicht mehr lesen",
    "charter.gains": "Könnten von da an lesen",
    "charter.mustShow": "Müssen zuerst eine Ermächtigung zeigen",
    "charter.willNot": "Werden weiterhin nicht lesen",
    "charter.stays": "Lesen weiter",
    "charter.mustShow.person": "Liest, sobald {{text}} gezeigt wurde",
    "charter.glassEnds": "War unter der jetzigen Charta auf Zeit eingelassen: das endet",
    "charter.note":
        "Dürfen im Raum sein: {{agencies}}. Es zählt, was hier gezeigt wurde; von anderen wird nichts vermutet.",
    "asks.title": "{{name}} bittet Sie um die zweite Unterschrift",
    "asks.text": "{{summary}}. Ihre Unterschrift zählt noch {{time}}.",
    "asks.open": "Ansehen und unterschreiben…",
    "asks.who": "Sofort fragen",
    "asks.submit": "Um die Unterschrift bitten",
    "asks.asked": "{{name}} ist gefragt. Sie hören, wenn unterschrieben ist.",
    "asks.signed": "{{name}} hat als Zweite oder Zweiter unterschrieben",
    "asks.signed.open": "Ansehen und in Kraft setzen…",
    "asks.returned": "{{name}} hat es zurück, von allen unterschrieben. Wer den Raum ändern darf, setzt es in Kraft.",
    "letIn.title.any": "Jemanden einlassen",
    "letIn.title": "Jemanden auf Zeit in {{name}} einlassen",
    "letIn.warning": "Dies setzt die Prüfung der Ermächtigung für eine Person aus.",
    "letIn.warning.text":
        "Zwei Beauftragte unterschreiben es, aus einem Grund, den alle im Raum sehen. Bis zum Ende liest diese Person alles, was unter {{text}} gesendet wird, und jede ihrer Nachrichten ist so gekennzeichnet. Was sie gelesen hat, lässt sich nicht zurückholen.",
    "letIn.notMine":
        "Dies verlangt eine Ermächtigung mit dem Recht auf Notzugang. Wenden Sie sich an zwei Beauftragte, die es haben.",
    "letIn.who": "Wer",
    "letIn.other": "Jemand anderes",
    "letIn.address": "Adresse",
    "letIn.address.hint":
        "Etwa @name:behoerde.example. Laden Sie die Person in den Raum ein, sobald dies in Kraft ist.",
    "letIn.reason": "Grund, für alle im Raum und für das Protokoll",
    "letIn.howLong": "Wie lange",
    "letIn.hours_one": "{{count}} Stunde",
    "letIn.hours_other": "{{count}} Stunden",
    "letIn.summary": "{{user}} in {{room}} einlassen, für {{time}}: {{reason}}",
} as const;
