/** Codes of a message’s label and verdict (`MESSAGE_CODES`): what is so, and what to do next. */
export default {
    "label.code.LBL_ABOVE_ROOM":
        "Diese Einstufung liegt über der des Raums: Nicht alle, die den Raum lesen, dürfen sie lesen.",
    "label.code.LBL_ABOVE_CLEARANCE": "Diese Einstufung liegt über Ihrer eigenen Ermächtigung.",
    "label.code.LBL_ABOVE_CEILING": "Diese Einstufung liegt über der Obergrenze dieses Raums oder dieser Installation.",
    "label.code.LBL_NO_CLEARANCE":
        "Sie haben zurzeit keine gültige Ermächtigung, daher kann nichts in diesen Raum gesendet werden.",
    "label.code.LBL_LOWERED": "Eine Bearbeitung darf die Einstufung dessen, was sie ersetzt, nicht senken.",
    "label.code.LBL_BELOW_QUOTE": "Die Einstufung ist niedriger als die der zitierten Nachricht.",
    "label.code.LBL_UNKNOWN": "Diese Einstufung gehört zu keiner bekannten Ordnung.",
    "label.code.LBL_ROOM_UNLABELLED": "Dieser Raum hat keine Einstufung, daher darf nichts Eingestuftes dorthin.",
    "label.code.LBL_NOT_READABLE":
        "Eine Nachricht, die abgelehnt wurde oder hier nicht lesbar ist, kann nicht weitergeleitet werden.",
    "label.code.VRD-CHECKING": "Die Ermächtigung des Absenders wird noch geprüft.",
    "label.code.VRD-LABEL-MISSING": "Sie kam ohne Einstufung und zählt als die höchste des Raums.",
    "label.code.VRD-LABEL-UNKNOWN": "Ihre Einstufung ist hier nicht lesbar; sie zählt als die höchste des Raums.",
    "label.code.VRD-LABEL-OUTSIDE": "Eine zweite Einstufung stand außerhalb der Verschlüsselung. Nur die innere zählt.",
    "label.code.VRD-EDIT-LOWERED":
        "Eine Bearbeitung mit niedrigerer Einstufung wurde ausgelassen. Dies ist die Nachricht, wie sie war.",
    "label.code.VRD-BREAK-GLASS":
        "Zwei Beauftragte hatten die absendende Person befristet eingelassen, ohne Ermächtigung für diesen Raum.",
    "label.code.VRD-DEVICE-DELETED": "Das Gerät, von dem sie kam, ist nicht mehr bekannt.",
    "label.code.VRD-FROM-BACKUP": "Ihr Schlüssel kam aus Ihrer Sicherung, daher lässt sich ihr Gerät nicht bestätigen.",
    "label.code.VRD-SENDER-LEFT": "Der Absender ist nicht mehr in diesem Raum.",
    "label.code.VRD-CLEARTEXT": "Sie kam unverschlüsselt in einen verschlüsselten Raum.",
    "label.code.VRD-DEVICE-UNSIGNED": "Sie kam von einem Gerät, das sein Besitzer nicht bestätigt hat.",
    "label.code.VRD-IDENTITY-CHANGED": "Die Identität des Absenders hat sich geändert.",
    "label.code.VRD-SENDER-MISMATCH": "Sie wird unter einem anderen Absender gezeigt als dem, der sie schrieb.",
    "label.code.VRD-ROOM-MISMATCH": "Sie wurde für einen anderen Raum geschrieben.",
    "label.code.VRD-RELATION": "Worauf sie sich bezieht, wurde unterwegs geändert.",
    "label.code.VRD-LABEL-ABOVE-ROOM": "Ihre Einstufung liegt über der dieses Raums.",
    "label.next.choose-lower": "Wählen Sie eine niedrigere Einstufung.",
    "label.next.choose-higher": "Behalten Sie die Einstufung, oder wählen Sie eine höhere.",
    "label.next.ask-security-officer": "Wenden Sie sich an Ihre Sicherheitsstelle: Einstellungen, Ermächtigung.",
    "label.next.ask-sender": "Fragen Sie den Absender auf anderem Weg.",
    "label.next.choose-another-room": "Wählen Sie einen Raum mit Einstufung.",
    "label.next.wait": "Das entscheidet sich gleich von selbst.",
    "label.next.report": "Nennen Sie den Code Ihrer Sicherheitsstelle.",
    "label.next.none": "Es ist nichts zu tun.",
};
