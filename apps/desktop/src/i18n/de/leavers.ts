/** Who left another agency and is still in rooms here (packages/provisioning/SPEC.md 4.6). */
export default {
    "admin.leavers.asked": "Von Partnern erbeten",
    "admin.leavers.asked.text":
        "Diese Konten sind beendet, sagt die eigene Behörde, und noch in Räumen dieses Servers. Niemand wird entfernt, wenn Sie es nicht tun.",
    "admin.leavers.asked.none": "Niemand, der bei einem Partner ausschied, ist in einem Raum hier",
    "admin.leavers.noTrustRoom":
        "Diese Behörde hat keinen Vertrauensraum: Bitten gehen weder hinaus noch ein. Nennen Sie einen unter trust im Manifest.",
    "admin.leavers.since": "Seit",
    "admin.leavers.rooms": "Noch in",
    "admin.leavers.cannot": "hier darf niemand die Person entfernen",
    "admin.leavers.remove": "Entfernen…",
    "admin.leavers.remove.name": "{{name}} aus den Räumen hier entfernen",
    "admin.leavers.remove.submit": "Aus diesen Räumen entfernen",
    "admin.leavers.ask": "{{name}} aus den Räumen hier entfernen?",
    "admin.leavers.why":
        "Die eigene Behörde hat das Konto geschlossen. Der Partner erfährt es, sobald die Person in keinem Raum hier mehr ist.",
    "admin.leavers.done_one": "{{name}} ist aus {{count}} Raum entfernt.",
    "admin.leavers.done_other": "{{name}} ist aus {{count}} Räumen entfernt.",
    "admin.leavers.manifestNote":
        "Steht die Person in Ihrem Manifest, nehmen Sie sie heraus: Der nächste Plan nimmt sie dann von den Listen.",
    "admin.leavers.notAsked":
        "Die Behörde von {{name}} sagt nicht mehr, dass das Konto beendet ist. Niemand wurde entfernt.",
    "admin.leavers.own": "Von Partnern zu erledigen",
    "admin.leavers.own.text":
        "Wer hier ausgeschieden ist. Ein Partner antwortet, wenn seine Administration nachgesehen hat und niemand mehr in einem Raum dort ist.",
    "admin.leavers.own.none": "Niemand ist ausgeschieden.",
    "admin.leavers.cleared": "Aus allen Räumen von",
    "admin.leavers.open": "Noch keine Antwort",
    "admin.leavers.all": "alle haben geantwortet",
} as const;
