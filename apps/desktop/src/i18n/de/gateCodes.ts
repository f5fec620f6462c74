/** Codes of trust data, one’s own clearance and a room’s gate (`GATE_CODES`): what is so, and what to do next. */
export default {
    "gate.code.TRUST_NONE":
        "Hier ist keine Gemeinschaft eingerichtet, deren Ermächtigungen zählen; kein Raum kann eingestuft sein.",
    "gate.code.TRUST_MISSING": "Die Vertrauensdaten der Gemeinschaft sind noch nicht auf diesem Gerät.",
    "gate.code.DESK_NO_OFFICER": "Hier ist keine Sicherheitsstelle eingerichtet, an die ein Antrag gehen könnte.",
    "gate.code.HOLDER_NO_MASTER_KEY":
        "Der Schlüssel Ihrer Identität ist nicht auf diesem Gerät; es kann weder Ihre Ermächtigung zeigen noch unterschreiben.",
    "gate.code.HOLDER_NOT_NEWER": "Die Ermächtigung, die Sie haben, ist neuer als diese.",
    "gate.code.GATE_HISTORY":
        "Der Verlauf dieses Raums steht mehr als seinen Mitgliedern offen; es wird nichts gesendet.",
    "gate.code.GATE_STORE":
        "Was dieses Gerät sich von dem Raum gemerkt hat, ist nicht lesbar; es wird nichts gesendet.",
    "gate.code.GATE_NAME_CLEAR": "Ein unverschlüsselt gekommener Name wurde weggelassen.",
    "gate.code.GATE_AGENCY": "Diese Person gehört zu keiner der Behörden dieses Raums.",
    "gate.code.GATE_NO_IDENTITY": "Diese Person hat noch keine Identität eingerichtet; niemand kann sie zulassen.",
    "gate.next.ask-administrator": "Wenden Sie sich an Ihre Administration.",
    "gate.next.get-trust-data": "Sie kommen von selbst, sobald Ihr Server antwortet; sonst hilft Ihre Administration.",
    "gate.next.recover-identity":
        "Geben Sie Ihren Wiederherstellungscode ein, oder bestätigen Sie dieses Gerät von einem anderen Ihrer Geräte.",
    "gate.next.choose-others": "Lassen Sie diese Person weg, oder fragen Sie deren Behörde.",
    "gate.next.report": "Nennen Sie den Code Ihrer Sicherheitsstelle.",
    "gate.next.none": "Es ist nichts zu tun.",
};
